package manifest

import (
	"math"
	"math/big"
	"strings"
)

// suffixes are those of quantities, with the power of ten or of two that they mean.
var suffixes = []struct {
	text      string
	base, exp int64
}{
	{"Ki", 2, 10}, {"Mi", 2, 20}, {"Gi", 2, 30}, {"Ti", 2, 40}, {"Pi", 2, 50}, {"Ei", 2, 60},
	{"n", 10, -9}, {"u", 10, -6}, {"m", 10, -3}, {"k", 10, 3}, {"M", 10, 6}, {"G", 10, 9}, {"T", 10, 12}, {"P", 10, 15}, {"E", 10, 18},
}

// Quantity reads a quantity of Kubernetes in thousandths, rounded up as Kubernetes does,
// and held to the largest int64: 500m, 2, 1.5, 512Mi, 1e3.
func Quantity(text string) (milli int64, ok bool) {
	if len(text) > 40 {
		return 0, false
	}
	base, exp := int64(10), int64(0)
	for _, s := range suffixes {
		if rest, found := strings.CutSuffix(text, s.text); found {
			text, base, exp = rest, s.base, s.exp
			break
		}
	}
	if !plain(text, exp == 0) {
		return 0, false
	}
	v, ok := new(big.Rat).SetString(text)
	if !ok {
		return 0, false
	}
	factor := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(base), big.NewInt(max(exp, -exp)), nil))
	if exp < 0 {
		factor.Inv(factor)
	}
	v.Mul(v, factor).Mul(v, big.NewRat(1000, 1))
	whole, rest := new(big.Int).DivMod(v.Num(), v.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		whole.Add(whole, big.NewInt(1))
	}
	if !whole.IsInt64() {
		return math.MaxInt64, whole.Sign() > 0
	}
	return whole.Int64(), true
}

// plain reports whether a text is digits with at most one point, and, where it may have
// one, an exponent of at most two digits.
func plain(text string, exponent bool) bool {
	number, power, has := strings.Cut(strings.ToLower(text), "e")
	if has {
		power = strings.TrimPrefix(strings.TrimPrefix(power, "+"), "-")
		if !exponent || len(power) == 0 || len(power) > 2 || strings.Trim(power, "0123456789") != "" {
			return false
		}
	}
	number = strings.TrimPrefix(strings.TrimPrefix(number, "+"), "-")
	whole, part, _ := strings.Cut(number, ".")
	return whole+part != "" && strings.Trim(whole+part, "0123456789") == ""
}
