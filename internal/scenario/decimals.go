package scenario

import (
	"strings"

	"github.com/talimat/talimat-plan/internal/pattern"
)

// decimals is how the figures of a column mark their decimals. All are read alike.
type decimals uint8

const (
	pointDecimals    decimals = iota // 1234.5
	commaDecimals                    // 1234,5 or 1.234,5
	doubtfulDecimals                 // 1.500 and nothing that tells what it means
)

// The numbers of a cell, and of these, what a sign before three digits leaves open.
var (
	firstNumber = pattern.Lazy(`[0-9][0-9.,]*`)
	grouping    = pattern.Lazy(`^[1-9][0-9]{0,2}([.,][0-9]{3})+$`)
	commaNumber = pattern.Lazy(`^[0-9]+(\.[0-9]{3})*(,[0-9]+)?$`)
)

// style finds out how a column marks its decimals. Where commas separate cells it
// is by a point. Spreadsheets separate by semicolons, or tabs, where the comma
// marks decimals; there one figure that can be read in one way only decides for
// all. Amounts of money may group thousands by commas anywhere.
func (t *table) style(column int, money bool) decimals {
	if t.separator == ',' {
		return pointDecimals
	}
	open, commas := false, false
	for _, row := range t.rows {
		number := firstNumber().FindString(row.cells[column])
		comma, point := strings.LastIndexByte(number, ','), strings.LastIndexByte(number, '.')
		switch {
		case comma < 0 && point < 0:
		case comma >= 0 && point >= 0 && comma < point:
			return pointDecimals
		case comma >= 0 && point >= 0:
			return commaDecimals
		case !grouping().MatchString(number) && comma >= 0:
			return commaDecimals
		case !grouping().MatchString(number):
			return pointDecimals
		default:
			open, commas = true, commas || comma >= 0
		}
	}
	if !open || commas && money {
		return pointDecimals
	}
	return doubtfulDecimals
}

// withPoint is a text whose number has a decimal comma, and perhaps points
// between groups of three, with a point in place of the comma and no groups.
func withPoint(text string) (plain string, ok bool) {
	at := firstNumber().FindStringIndex(text)
	if at == nil {
		return text, true
	}
	number := text[at[0]:at[1]]
	if !commaNumber().MatchString(number) || strings.Contains(number, ".") && !grouping().MatchString(strings.SplitN(number, ",", 2)[0]) {
		return text, false
	}
	return text[:at[0]] + strings.ReplaceAll(strings.ReplaceAll(number, ".", ""), ",", ".") + text[at[1]:], true
}
