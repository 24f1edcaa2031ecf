// Package words is the only place that writes figures for people: numbers,
// money, quantities with their unit, shares, months, dates and lists. Every
// table, sentence, label and annotation has its figures from here, so that one
// figure reads the same wherever it stands.
//
// A figure becomes text once, at the end, and nothing takes it apart again. The
// package knows no tables and no layout, and computes nothing. What programs
// read is rounded here too, so that no format has digits of its own.
package words
