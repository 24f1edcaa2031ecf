package unit

import (
	"regexp"
	"strings"
)

// The parts of the patterns, in the common subset of ECMA-262 and RE2. \xA0 is the non-breaking space.
const (
	space     = `[\s\xA0]*`
	sign      = `(?:[+−-]` + space + `)?`
	plain     = `(?:0|[1-9][0-9]*)`
	grouped   = `(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)`
	fraction  = `(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?`
	isoOrSign = `(?:[$€₺£¥]|[A-Z]{3})`
)

// Pattern is an anchored regular expression for JSON Schema that matches every text Parse accepts. It is slightly wider:
// it knows neither ranges, nor the list of currencies, nor the length limit. It never matches a number without a needed unit.
func (k Kind) Pattern() string {
	g := k.grammar()
	units := make([]string, len(g.units))
	for i, u := range g.units {
		units[i] = strings.ReplaceAll(regexp.QuoteMeta(u.text), "/", space+"/"+space)
	}
	unit := `(?:` + strings.Join(units, "|") + `)`
	switch {
	case len(units) == 0:
		return `^[^\s\S]$` // matches nothing
	case !g.money:
		return `^` + space + sign + plain + fraction + space + unit + space + `$`
	}
	number := grouped + fraction + space
	return `^` + space + sign + `(?:` + isoOrSign + space + sign + number + `|` + number + isoOrSign + space + `)` + unit + space + `$`
}
