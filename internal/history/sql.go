package history

import (
	"fmt"
	"strings"
)

// dialect is how an engine reads a bill and writes the month of a time.
type dialect struct {
	name  string
	from  string // where the bill is
	month string // its first day, of ChargePeriodStart
	cost  string // a cost as a number, of the column %s
	about string // how to run it
}

// Names are placeholders that whoever runs it replaces.
var dialects = []dialect{
	{"duckdb", "read_csv_auto('focus/*.csv', union_by_name = true, nullstr = ['NULL', ''])", "strftime(CAST(ChargePeriodStart AS TIMESTAMP), '%Y-%m-01')",
		"SUM(TRY_CAST(%s AS DECIMAL(38, 12)))", "duckdb -csv < bill.sql > bill.csv; for Parquet read_parquet('focus/*.parquet', union_by_name = true)"},
	{"athena", "billing.focus", "date_format(date_trunc('month', from_iso8601_timestamp(CAST(ChargePeriodStart AS varchar))), '%Y-%m-01')",
		"SUM(TRY_CAST(%s AS decimal(38, 12)))", "aws athena start-query-execution; the result is a CSV file"},
	{"bigquery", "`billing.focus`", "FORMAT_TIMESTAMP('%Y-%m-01', TIMESTAMP(ChargePeriodStart))",
		"SUM(SAFE_CAST(%s AS NUMERIC))", "bq query --use_legacy_sql=false --format=csv --max_rows=1000000 < bill.sql > bill.csv"},
}

// Dialects are the engines that [SQL] knows.
func Dialects() []string {
	var names []string
	for _, d := range dialects {
		names = append(names, d.name)
	}
	return names
}

// SQL is the question to an engine that holds a bill in FOCUS of any size whose answer,
// as CSV, is the same bill by month and category, with headings of FOCUS again. It is
// empty for an engine that is not known.
func SQL(engine string) string {
	for _, d := range dialects {
		if d.name != engine {
			continue
		}
		month := d.month
		var b strings.Builder
		fmt.Fprintf(&b, "-- A bill in FOCUS by month and category, for %s.\n-- Put your own table after FROM. To run it: %s\n", d.name, d.about)
		fmt.Fprintf(&b, "SELECT\n  %s AS ChargePeriodStart,\n  BillingCurrency,\n  COALESCE(ServiceCategory, 'other') AS ServiceCategory,\n", month)
		fmt.Fprintf(&b, "  %s AS BilledCost,\n  %s AS EffectiveCost\n", fmt.Sprintf(d.cost, "BilledCost"), fmt.Sprintf(d.cost, "EffectiveCost"))
		fmt.Fprintf(&b, "FROM %s\nGROUP BY 1, 2, 3\nORDER BY 1, 2, 3;\n", d.from)
		return b.String()
	}
	return ""
}
