/** The same tree with any text at its leaves: what every other language must be. */
export type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }
