// Package pricebook holds prices that people can check: each with who asks it,
// where, for what, since when, and where that was read.
//
// A [Book] is a file that its owner keeps, as CSV or YAML. It is filled by hand or
// by an importer, which reads what a provider publishes and keeps what a [Filter]
// asks for:
//
//	AWS Price List      JSON and CSV, read as a stream: a region's file has hundreds of MB
//	Azure Retail Prices JSON, several pages
//	infracost           JSON of "breakdown"
//	CSV                 with the columns of a book, and common other names for them
//
// A file is imported whole or not at all: every fault is collected with its line,
// and where there is one there is no book. Nothing is guessed: two prices for one
// thing on one day are a fault, and a price of 0 is left out unless a further step
// of the same price costs something.
//
// AWS means 1,073,741,824 bytes by GB (AWS, "Amazon EBS pricing" and "Amazon S3
// pricing", in their notes), so its prices become those of GiB.
package pricebook
