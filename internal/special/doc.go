// Package special computes the special functions of probability that
// distributions need, the same on every processor, as package elementary does for
// what they are made of.
package special
