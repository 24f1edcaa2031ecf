// Package history reads what happened: series in CSV, the answers of Prometheus, saved
// or asked for over HTTP, and bills in the FOCUS format. Each import counts the rows
// that it read and used, and names what it left out; nothing is mended in silence.
package history
