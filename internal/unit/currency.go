package unit

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// codes are the active ISO 4217 currencies; fund and metal codes are left out.
const codes = " AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD " +
	"CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD " +
	"HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD " +
	"MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG " +
	"QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS " +
	"UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG "

// A currencySign is what people write in place of a code.
type currencySign struct {
	text    string
	codes   string // one code, or all that share the sign: then it is that of the plan's own currency among them
	printed bool   // Format writes it in place of the code
}

// currencySigns end with something other than a letter; of two that begin alike the longer stands first.
// "$" alone is the US dollar and "¥" the yen: a plan in Canadian dollars writes CAD or C$.
var currencySigns = [...]currencySign{
	{"US$", "USD", false}, {"AU$", "AUD", false}, {"A$", "AUD", false}, {"CA$", "CAD", false}, {"C$", "CAD", false}, {"NZ$", "NZD", false},
	{"HK$", "HKD", false}, {"SG$", "SGD", false}, {"S$", "SGD", false}, {"MX$", "MXN", false}, {"NT$", "TWD", false}, {"R$", "BRL", false},
	{"$", "USD", true}, {"€", "EUR", true}, {"₺", "TRY", true}, {"£", "GBP", true}, {"¥", "JPY", true}, {"￥", "JPY", false},
	{"₹", "INR", false}, {"₩", "KRW", false}, {"₪", "ILS", false}, {"₽", "RUB", false}, {"₫", "VND", false}, {"฿", "THB", false},
	{"₱", "PHP", false}, {"₴", "UAH", false}, {"₦", "NGN", false}, {"₸", "KZT", false}, {"₡", "CRC", false}, {"₲", "PYG", false},
	{"₵", "GHS", false}, {"₾", "GEL", false}, {"₼", "AZN", false}, {"֏", "AMD", false},
}

// currencyWords stand for a currency when they are a whole word, written so, in small letters or with a capital.
var currencyWords = [...]currencySign{
	{"kr", "NOK SEK DKK ISK", false}, {"zł", "PLN", false}, {"Kč", "CZK", false}, {"Ft", "HUF", false}, {"TL", "TRY", false},
	{"Rs", "INR PKR LKR NPR MUR", false}, {"lei", "RON MDL", false}, {"лв", "BGN", false}, {"元", "CNY", false}, {"円", "JPY", false}, {"원", "KRW", false},
}

// code is the currency that the sign stands for in a plan of that currency, or the sign itself when several share it.
func (s currencySign) code(plan string) string {
	shared := strings.Fields(s.codes)
	switch {
	case len(shared) == 1:
		return shared[0]
	case slices.Contains(shared, plan):
		return plan
	}
	return s.text
}

// cutCurrency splits a leading currency sign or code from text; length is 0 when there is none.
// A code must not run on into further letters. In place of the code stands the sign itself when several currencies share
// it and that of the plan is none of them.
func cutCurrency(text, plan string) (code string, length int) {
	for _, s := range currencySigns {
		if strings.HasPrefix(text, s.text) {
			return s.code(plan), len(s.text)
		}
	}
	word := leadingLetters(text)
	if isCurrency(word) {
		return word, len(word)
	}
	for _, s := range currencyWords {
		if word != "" && s.isWord(word) {
			length = len(word)
			if s.text == "Rs" && strings.HasPrefix(text[length:], ".") {
				length++
			}
			return s.code(plan), length
		}
	}
	return "", 0
}

// isWord reports whether a word is the sign in one of its spellings.
func (s currencySign) isWord(word string) bool {
	first, size := utf8.DecodeRuneInString(s.text)
	small := strings.ToLower(s.text)
	return word == s.text || word == small || word == string(unicode.ToUpper(first))+small[size:]
}

// sharedBy lists the currencies of a sign that stands for itself; nil for a code.
func sharedBy(currency string) []string {
	for _, s := range currencyWords {
		if s.text == currency {
			return strings.Fields(s.codes)
		}
	}
	return nil
}

// Currencies are the ISO 4217 codes that amounts may have, by the alphabet.
func Currencies() []string { return strings.Fields(codes) }

func isCurrency(word string) bool { return len(word) == 3 && strings.Contains(codes, " "+word+" ") }

// currencyNames are words that people write in full, or shorten by habit, in capitals.
var currencyNames = [...]currencySign{
	{"DOLLAR", "USD", false}, {"DOLLARS", "USD", false}, {"US", "USD", false}, {"EURO", "EUR", false}, {"EUROS", "EUR", false}, {"LIRA", "TRY", false},
	{"TRL", "TRY", false}, {"STG", "GBP", false}, {"YEN", "JPY", false}, {"RMB", "CNY", false}, {"YUAN", "CNY", false}, {"RUPEES", "INR", false},
	{"ZLOTY", "PLN", false}, {"REAIS", "BRL", false}, {"SFR", "CHF", false},
}

// suggestCurrency names the code that a misspelt one stands for, "" when that is not plain: of the codes that are a
// letter away, which may be any currency's, it takes none but the plan's own.
func suggestCurrency(word, plan string) string {
	upper := strings.ToUpper(word)
	for _, s := range currencyNames {
		if s.text == upper {
			return s.codes
		}
	}
	switch {
	case isCurrency(upper):
		return upper
	case plan != "" && Nearest(upper, []string{plan}) != "":
		return plan
	}
	return ""
}

// withCurrency puts the currency where readers expect it: "-$5/month", "5 CHF/month".
func withCurrency(code, number, unit string) string {
	if code == "" {
		return number + unit
	}
	if sign, ok := Sign(code); ok {
		digits, negative := strings.CutPrefix(number, "-")
		if negative {
			return "-" + sign + digits + unit
		}
		return sign + number + unit
	}
	return number + " " + code + unit
}

// Sign is what stands before an amount in place of the code of its currency:
// "$" for USD. Of most currencies the code itself is written, and ok is false.
func Sign(code string) (sign string, ok bool) {
	for _, s := range currencySigns {
		if s.printed && s.codes == code {
			return s.text, true
		}
	}
	return "", false
}

func leadingLetters(text string) string {
	for i, r := range text {
		if !unicode.IsLetter(r) {
			return text[:i]
		}
	}
	return text
}
