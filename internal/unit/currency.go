package unit

import "strings"

// codes are the active ISO 4217 currencies; fund and metal codes are left out.
const codes = " AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD " +
	"CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD " +
	"HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD " +
	"MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG " +
	"QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS " +
	"UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG "

// currencySymbols are the signs that stand for a code; a plan in Canadian dollars writes CAD.
var currencySymbols = [...]struct{ sign, code string }{
	{"$", "USD"}, {"€", "EUR"}, {"₺", "TRY"}, {"£", "GBP"}, {"¥", "JPY"},
}

// cutCurrency splits a leading currency sign or code from text; length is 0 when there is none.
// A code must not run on into further letters.
func cutCurrency(text string) (code string, length int) {
	for _, c := range currencySymbols {
		if strings.HasPrefix(text, c.sign) {
			return c.code, len(c.sign)
		}
	}
	if word := leadingLetters(text); isCurrency(word) {
		return word, len(word)
	}
	return "", 0
}

func isCurrency(word string) bool { return len(word) == 3 && strings.Contains(codes, " "+word+" ") }

// suggestCurrency names the code that a misspelt one stands for, "" when none is near.
func suggestCurrency(word string) string {
	upper := strings.ToUpper(word)
	if upper == "TL" { // everyday Turkish for TRY
		return "TRY"
	}
	return Nearest(upper, strings.Fields(codes))
}

// withCurrency puts the currency where readers expect it: "-$5/month", "5 CHF/month".
func withCurrency(code, number, unit string) string {
	if code == "" {
		return number + unit
	}
	for _, c := range currencySymbols {
		if c.code == code {
			digits, negative := strings.CutPrefix(number, "-")
			if negative {
				return "-" + c.sign + digits + unit
			}
			return c.sign + number + unit
		}
	}
	return number + " " + code + unit
}

func leadingLetters(text string) string {
	for i := range len(text) {
		if c := text[i] | 0x20; c < 'a' || c > 'z' {
			return text[:i]
		}
	}
	return text
}
