/** The names of nodes: between siblings, and between server and browser. */

/** The `uint32` that names a node between server and browser; unique in its session, 0 is "none". */
export type Hid = number

/** What tells a child from its siblings over renderings. */
export type Key = string | number
