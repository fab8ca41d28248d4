// A small bank of three branches, for tests of the course's editor services. Every figure asserted on it was worked
// out by running it once and checked by hand against the course's rules.

export const TOPOLOGY = `# Three branches
3
Ada 8
Bob 4
Cid 0
Ada Bob
Bob Ada
Bob Cid
Cid Ada
`;

export const SCRIPT = `# topology: bank
send Ada Bob 3
tick 2
send Bob Cid 1
send Bob Ada 2
snapshot Ada
tick
send Ada Bob 1
tick 9
snapshot Cid
`;

/** What snapshot 0 of the script records. */
export const SNAP = `0
Ada 5
Bob 4
Cid 1
Bob Ada token(2)
`;
