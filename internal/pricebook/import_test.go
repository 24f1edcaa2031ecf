package pricebook

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
)

// read imports texts, each a file.
func read(t *testing.T, format string, o Options, texts ...string) *Import {
	t.Helper()
	var files []File
	for k, text := range texts {
		files = append(files, File{fmt.Sprintf("file%d", k), strings.NewReader(text)})
	}
	got, faults := Read(format, files, o)
	if got == nil {
		t.Fatalf("%v", faults)
	}
	return got
}

// refused imports texts that must be refused, and returns why: "file:line: message".
func refused(t *testing.T, format string, o Options, texts ...string) string {
	t.Helper()
	var files []File
	for k, text := range texts {
		files = append(files, File{fmt.Sprintf("file%d", k), strings.NewReader(text)})
	}
	got, faults := Read(format, files, o)
	if got != nil {
		t.Fatalf("imported %v", got.Book.Prices)
	}
	var all []string
	for _, d := range faults {
		all = append(all, d.Pos.String()+": "+d.Message)
	}
	return strings.Join(all, "\n")
}

// one is the only price of an import.
func one(t *testing.T, i *Import) Price {
	t.Helper()
	if len(i.Book.Prices) != 1 {
		t.Fatalf("%d prices: %v, left out %v", len(i.Book.Prices), i.Book.Prices, i.Left)
	}
	return i.Book.Prices[0]
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*max(1, math.Abs(want))) {
		t.Errorf("%s: %.12g, want %.12g", what, got, want)
	}
}

func left(i *Import, reason string) int {
	for _, l := range i.Left {
		if l.Reason == reason {
			return l.Count
		}
	}
	return 0
}

// awsDocument is an AWS Price List of one server, with attributes and terms replaced.
func awsDocument(attributes, terms string) string {
	return `{"formatVersion": "v1.0", "publicationDate": "2026-07-20T00:00:00Z",
"products": {
 "SKU1": {"sku": "SKU1", "productFamily": "Compute Instance", "attributes": {
  "servicecode": "AmazonEC2", "location": "US East (Ohio)", "locationType": "AWS Region", "regionCode": "us-east-2",
  "instanceType": "m5.large", "vcpu": "2", "memory": "8 GiB", "usagetype": "USE2-BoxUsage:m5.large"` + attributes + `}}
},
"terms": {` + terms + `}}`
}

const plainServer = `, "tenancy": "Shared", "operatingSystem": "Linux", "preInstalledSw": "NA", "capacitystatus": "Used", "marketoption": "OnDemand"`

const onDemandTerm = `"OnDemand": {"SKU1": {"SKU1.JRTCKXETXF": {"effectiveDate": "2026-07-01T00:00:00Z", "priceDimensions": {
 "SKU1.JRTCKXETXF.6YS6EN2CT7": {"unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "0.0960000000"}}}}}}`

func TestAWSServer(t *testing.T) {
	p := one(t, read(t, "aws", Options{}, awsDocument(plainServer, onDemandTerm)))
	want := Price{Provider: "aws", Region: "us-east-2", SKU: "m5.large", Family: "compute", Unit: "hour", Amount: 0.096, Currency: "USD",
		CPU: 2, Memory: 8 * GiB, Source: "AWS Price List SKU1", AsOf: "2026-07-01", Line: p.Line, file: "file0"}
	if p != want {
		t.Errorf("got  %+v\nwant %+v", p, want)
	}
	if p.Line != 7 {
		t.Errorf("line %d, want that of the term", p.Line)
	}
}

// What has the instance type of a plain server and another price is left out.
func TestAWSLeavesOut(t *testing.T) {
	for _, c := range []struct{ attribute, reason string }{
		{`, "operatingSystem": "Windows"`, "another operating system"},
		{`, "tenancy": "Dedicated", "operatingSystem": "Linux"`, "dedicated"},
		{`, "tenancy": "Host", "operatingSystem": "Linux"`, "dedicated"},
		{`, "operatingSystem": "Linux", "preInstalledSw": "SQL Web"`, "with software"},
		{`, "operatingSystem": "Linux", "capacitystatus": "UnusedCapacityReservation"`, "reserved capacity"},
		{`, "operatingSystem": "Linux", "marketoption": "CapacityBlock"`, "another market"},
		{`, "databaseEngine": "Oracle"`, "another engine"},
		{`, "databaseEngine": "PostgreSQL", "deploymentOption": "Multi-AZ"`, "not in a single zone"},
		{`, "cacheEngine": "Memcached"`, "another engine"},
	} {
		i := read(t, "aws", Options{}, awsDocument(c.attribute, onDemandTerm))
		if len(i.Book.Prices) != 0 || left(i, c.reason) != 1 {
			t.Errorf("%s: kept %v, left out %v, want %q", c.attribute, i.Book.Prices, i.Left, c.reason)
		}
	}
	i := read(t, "aws", Options{Filter: Filter{Engines: []string{"MySQL"}}}, awsDocument(`, "databaseEngine": "MySQL", "deploymentOption": "Single-AZ"`, onDemandTerm))
	if p := one(t, i); p.Amount != 0.096 {
		t.Errorf("got %+v", p)
	}
}

// A contract has two prices: by the hour, and once, upfront.
func TestAWSContracts(t *testing.T) {
	contract := func(length, class, rates string) string {
		return `"Reserved": {"SKU1": {"SKU1.X": {"effectiveDate": "2026-07-01T00:00:00Z", "priceDimensions": {` + rates + `},
  "termAttributes": {"LeaseContractLength": "` + length + `", "OfferingClass": "` + class + `", "PurchaseOption": "Partial Upfront"}}}}`
	}
	const upfront = `"a": {"unit": "Quantity", "description": "Upfront Fee", "pricePerUnit": {"USD": "263"}}`
	const hourly = `"b": {"unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "0.0300000000"}}`
	p := one(t, read(t, "aws", Options{}, awsDocument(plainServer, contract("1yr", "standard", upfront+","+hourly))))
	if p.Term != (Term{Reserved, 12}) || p.Upfront != 263 || p.Amount != 0.03 {
		t.Errorf("got %+v", p)
	}
	near(t, "effective", p.Effective(), 263.0/8760+0.03)
	near(t, "upfront share", p.UpfrontShare(), 263.0/(263+0.03*8760))
	p = one(t, read(t, "aws", Options{}, awsDocument(plainServer, contract("3yr", "standard", upfront))))
	if p.Term != (Term{Reserved, 36}) || p.Amount != 0 {
		t.Errorf("all upfront: %+v", p)
	}
	near(t, "effective", p.Effective(), 263.0/26280)
	near(t, "upfront share", p.UpfrontShare(), 1)
	i := read(t, "aws", Options{}, awsDocument(plainServer, contract("1yr", "convertible", hourly)))
	if left(i, "convertible") != 1 || len(i.Book.Prices) != 0 {
		t.Errorf("convertible: %v, %v", i.Book.Prices, i.Left)
	}
	why := refused(t, "aws", Options{}, awsDocument(plainServer, contract("999yr", "standard", hourly)))
	if !strings.Contains(why, `file0:7: SKU1: "999yr" is no term`) {
		t.Error(why)
	}
}

// The steps of AWS are in GB, by which AWS means GiB; a free first step is one.
func TestAWSSteps(t *testing.T) {
	document := `{"products": {"E": {"productFamily": "Data Transfer", "attributes": {"regionCode": "eu-central-1", "usagetype": "EUC1-DataTransfer-Out-Bytes"}}},
"terms": {"OnDemand": {"E": {"E.J": {"effectiveDate": "2026-07-01T00:00:00Z", "priceDimensions": {
 "1": {"unit": "GB", "beginRange": "0", "endRange": "100", "pricePerUnit": {"USD": "0.0000000000"}},
 "2": {"unit": "GB", "beginRange": "100", "endRange": "10240", "pricePerUnit": {"USD": "0.09"}},
 "3": {"unit": "GB", "beginRange": "10240", "endRange": "Inf", "pricePerUnit": {"USD": "0.085"}}}}}}}}`
	b := read(t, "aws", Options{}, document).Book.Prices
	if len(b) != 3 || b[0].Amount != 0 || b[0].To != 100 || b[1].From != 100 || b[1].To != 10240 || b[2].To != 0 {
		t.Fatalf("%+v", b)
	}
	if b[0].Unit != "GiB" || b[0].SKU != "DataTransfer-Out-Bytes" || b[0].Family != "data transfer" {
		t.Errorf("%+v", b[0])
	}
	gap := strings.Replace(document, `"beginRange": "10240"`, `"beginRange": "20480"`, 1)
	if why := refused(t, "aws", Options{}, gap); !strings.Contains(why, "leave a gap from 10240 to 20480") {
		t.Error(why)
	}
	overlap := strings.Replace(document, `"beginRange": "10240"`, `"beginRange": "5120"`, 1)
	if why := refused(t, "aws", Options{}, overlap); !strings.Contains(why, "overlap at 5120") {
		t.Error(why)
	}
}

// The terms of savings plans are a list, not a map; what is upfront stands in the
// description only, and the rate is that of an hour in any case.
func TestAWSSavingsPlans(t *testing.T) {
	rate := func(operation, usage, kind, price string) string {
		return `{"discountedSku": "S", "discountedUsageType": "` + usage + `", "discountedOperation": "` + operation + `", "discountedInstanceType": "` + kind +
			`", "discountedRegionCode": "eu-central-1", "rateCode": "r", "unit": "Hrs", "discountedRate": {"price": "` + price + `", "currency": "USD"}}`
	}
	plan := func(description, unit string, duration int, rates ...string) string {
		return fmt.Sprintf(`{"sku": "P", "description": %q, "effectiveDate": "2026-07-01T00:00:00Z", "rates": [%s], "leaseContractLength": {"duration": %d, "unit": %q}}`,
			description, strings.Join(rates, ",\n"), duration, unit)
	}
	document := func(plans ...string) string {
		return `{"version": "1", "publicationDate": "2026-07-20T00:00:00Z", "products": [{"sku": "P", "attributes": {"purchaseTerm": "1yr"}}], "terms": {"savingsPlan": [` + strings.Join(plans, ",\n") + `]}}`
	}
	linux := rate("RunInstances", "EUC1-BoxUsage:c6i.large", "c6i.large", "0.0700")
	text := document(
		plan("1 year No Upfront Compute Savings Plan", "year", 1, linux, rate("RunInstances:0002", "EUC1-BoxUsage:c6i.large", "c6i.large", "0.1600"),
			rate("RunInstances", "EUC1-DedicatedUsage:c6i.large", "c6i.large", "0.0800")),
		plan("1 year All Upfront Compute Savings Plan", "year", 1, linux),
		plan("3 year Partial Upfront Compute Savings Plan", "year", 3, linux))
	i := read(t, "aws", Options{}, text)
	b := i.Book.Prices
	if len(b) != 3 || left(i, "another operating system") != 1 || left(i, "dedicated") != 1 || i.Read != 5 {
		t.Fatalf("%+v", i)
	}
	for k, want := range []struct {
		months int
		share  float64
	}{{12, 0}, {12, 1}, {36, 0.5}} {
		if p := b[k]; p.Term != (Term{SavingsPlan, want.months}) || p.SKU != "c6i.large" || p.Region != "eu-central-1" || p.AsOf != "2026-07-01" {
			t.Errorf("%+v", p)
		}
		near(t, "an hour", b[k].Effective(), 0.07)
		near(t, "upfront", b[k].UpfrontShare(), want.share)
	}
	if long := read(t, "aws", Options{Filter: Filter{Terms: []string{"savings plan 3 years"}}}, text); len(long.Book.Prices) != 1 || long.Book.Prices[0].Term.Months != 36 {
		t.Errorf("%+v", long.Book.Prices)
	}
	if why := refused(t, "aws", Options{}, document(plan("x", "fortnight", 0, linux))); !strings.Contains(why, "0 fortnight is no term") {
		t.Error(why)
	}
	if why := refused(t, "aws", Options{}, strings.Replace(text, "0.0700", "free", 1)); !strings.Contains(why, `the price "free" is no number`) {
		t.Error(why)
	}
	if why := refused(t, "aws", Options{}, document(plan("1 year No Upfront", "year", 1, linux, rate("RunInstances", "EUC1-BoxUsage:c6i.large", "c6i.large", "0.05")))); !strings.Contains(why, "a second price of c6i.large in eu-central-1, savings plan 1 year") {
		t.Error(why)
	}
}

func TestAWSFaults(t *testing.T) {
	whole := awsDocument(plainServer, onDemandTerm)
	for _, c := range []struct{ text, want string }{
		{strings.Replace(whole, `"0.0960000000"`, `"NaN"`, 1), `file0:7: SKU1: the price "NaN" is no number`},
		{strings.Replace(whole, `"0.0960000000"`, `"-0.09"`, 1), `the price "-0.09" is no number`},
		{strings.Replace(whole, `"0.0960000000"`, `0.096`, 1), "expected string, got number"},
		{strings.Replace(whole, `{"USD": "0.0960000000"}`, `{"USD": "1", "EUR": "2"}`, 1), "a price in 2 currencies"},
		{strings.Replace(whole, `"USD"`, `"XXX"`, 1), `"XXX" is no currency`},
		{strings.Replace(whole, `"2026-07-01T00:00:00Z", "price`, `"July", "price`, 1), `"July" is no date`},
		{strings.Replace(whole, `"m5.large"`, `"=1+1"`, 1), "begins as a formula does"},
		{whole[:len(whole)-30], "the file ends within the document"},
		{whole + "{}", "something follows"},
		{`{"terms": {"OnDemand": {}}, "products": {}}`, "terms stand before products"},
		{`{"offers": {}}`, "this is no AWS Price List"},
		{"SKU,OfferTermCode\n", "this is no AWS Price List: it has no line that begins with SKU"},
		{"", "this is no AWS Price List"},
		{strings.Replace(whole, `"terms":`, `"products": {}, "terms":`, 1), `a second "products"`},
	} {
		if why := refused(t, "aws", Options{}, c.text); !strings.Contains(why, c.want) {
			t.Errorf("got  %s\nwant %s", why, c.want)
		}
	}
	// Two prices of one server on one day are never a choice of ours.
	twice := strings.Replace(whole, `"SKU1.JRTCKXETXF": {`, `"SKU1.OTHER": {"effectiveDate": "2026-07-01T00:00:00Z", "priceDimensions": {
  "x": {"unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "0.05"}}}},
 "SKU1.JRTCKXETXF": {`, 1)
	if why := refused(t, "aws", Options{}, twice); !strings.Contains(why, "a second price of m5.large in us-east-2, on demand, on 2026-07-01; the first is on line") {
		t.Error(why)
	}
}

// The CSV form: five lines about the file, columns by name and in any order.
func TestAWSCSV(t *testing.T) {
	head := "\"FormatVersion\",\"v1.0\"\n\"Disclaimer\",\"a, b\"\n\"Publication Date\",\"2026-07-20T00:00:00Z\"\n\"Version\",\"20260720\"\n\"OfferCode\",\"AmazonEC2\"\n"
	names := `"SKU","OfferTermCode","RateCode","TermType","PriceDescription","EffectiveDate","StartingRange","EndingRange","Unit","PricePerUnit","Currency",` +
		`"LeaseContractLength","PurchaseOption","OfferingClass","Product Family","Location","Location Type","Instance Type","vCPU","Memory","Tenancy","Operating System",` +
		`"usageType","CapacityStatus","Pre Installed S/W","Region Code"` + "\n"
	row := func(term, kind, price, unit, length, purchase string) string {
		return `"S","` + term + `","r","` + kind + `","","2026-07-01","0","Inf","` + unit + `","` + price + `","USD","` + length + `","` + purchase + `","standard","Compute Instance",` +
			`"EU (Frankfurt)","AWS Region","c6i.large","2","4 GiB","Shared","Linux","EUC1-BoxUsage:c6i.large","Used","NA","eu-central-1"` + "\n"
	}
	text := head + names + row("J", "OnDemand", "0.0970000000", "Hrs", "", "") +
		row("R", "Reserved", "250", "Quantity", "1yr", "Partial Upfront") + row("R", "Reserved", "0.0300000000", "Hrs", "1yr", "Partial Upfront")
	b := read(t, "aws", Options{}, "\ufeff"+text).Book.Prices
	if len(b) != 2 || b[0].Amount != 0.097 || b[0].SKU != "c6i.large" || b[0].Memory != 4*GiB || b[1].Upfront != 250 || b[1].Amount != 0.03 || b[1].Term.Months != 12 {
		t.Fatalf("%+v", b)
	}
	if b[0].Line != 7 || b[1].Line != 8 {
		t.Errorf("lines %d and %d", b[0].Line, b[1].Line)
	}
	if why := refused(t, "aws", Options{}, head+names+row("J", "OnDemand", "free", "Hrs", "", "")); !strings.Contains(why, `file0:7: S: the price "free" is no number`) {
		t.Error(why)
	}
	if why := refused(t, "aws", Options{}, head+names+"a,b\n"); !strings.Contains(why, "file0:7: 2 cells, but there are 26 columns") {
		t.Error(why)
	}
	if why := refused(t, "aws", Options{}, head+strings.Replace(names, `"Currency"`, `"Money"`, 1)); !strings.Contains(why, `there is no column "Currency"`) {
		t.Error(why)
	}
}

// azurePage is a page with items made of changes to a plain server.
func azurePage(next string, changes ...string) string {
	var items []string
	for _, c := range changes {
		item := `{"currencyCode":"USD","tierMinimumUnits":0.0,"retailPrice":0.673,"unitPrice":0.673,"armRegionName":"australiacentral","effectiveStartDate":"2023-09-01T00:00:00Z",` +
			`"meterId":"m1","meterName":"B16als v2","productName":"Virtual Machines Basv2 Series","skuName":"B16als v2","serviceName":"Virtual Machines","serviceFamily":"Compute",` +
			`"unitOfMeasure":"1 Hour","type":"Consumption","armSkuName":"Standard_B16als_v2"}`
		for change := range strings.SplitSeq(c, ";") {
			if key, value, ok := strings.Cut(change, "="); ok {
				from := strings.Index(item, `"`+key+`":`)
				if from < 0 {
					item = item[:len(item)-1] + `,"` + key + `":` + value + "}"
					continue
				}
				rest := item[from+len(key)+3:]
				end := strings.IndexAny(rest, ",}")
				item = item[:from+len(key)+3] + value + rest[end:]
			}
		}
		items = append(items, item)
	}
	return "{\"BillingCurrency\":\"USD\",\"Items\":[\n" + strings.Join(items, ",\n") + "\n],\"NextPageLink\":" + next + ",\"Count\":1}"
}

// The price of a reservation is that of its whole term, though its unit reads "1
// Hour"; that of a savings plan is by the hour.
func TestAzureTerms(t *testing.T) {
	i := read(t, "azure", Options{}, azurePage("null", "",
		`type="Reservation";reservationTerm="1 Year";retailPrice=3478.0`,
		`type="Reservation";reservationTerm="3 Years";retailPrice=6721.0`))
	if b := i.Book.Prices; len(b) != 3 {
		t.Fatalf("%+v", b)
	}
	for k, want := range []float64{0.673, 0.397032, 0.255746} {
		if got := i.Book.Prices[k].Effective(); math.Abs(got-want) > 5e-7 {
			t.Errorf("%s: %g, want %g", i.Book.Prices[k].Term, got, want)
		}
	}
	i = read(t, "azure", Options{}, azurePage("null", `savingsPlan=[{"unitPrice":0.34323,"retailPrice":0.34323,"term":"3 Years"}]`))
	if b := i.Book.Prices; len(b) != 2 || b[1].Term != (Term{SavingsPlan, 36}) || b[1].Amount != 0.34323 {
		t.Errorf("%+v", b)
	}
}

func TestAzureLeavesOut(t *testing.T) {
	for _, c := range []struct{ change, reason string }{
		{`productName="Virtual Machines Basv2 Series Windows"`, "another operating system"},
		{`productName="Basv2 Series Cloud Services"`, "cloud services"},
		{`skuName="B16als v2 Low Priority"`, "low priority"},
		{`type="DevTestConsumption"`, "for development and test"},
		{`effectiveEndDate="2024-01-01T00:00:00Z"`, "no longer asked"},
		{`retailPrice=0.0`, "a price of 0"},
	} {
		i := read(t, "azure", Options{}, azurePage("null", c.change))
		if len(i.Book.Prices) != 0 || left(i, c.reason) != 1 {
			t.Errorf("%s: kept %v, left out %v", c.change, i.Book.Prices, i.Left)
		}
	}
	spot := one(t, read(t, "azure", Options{}, azurePage("null", `skuName="B16als v2 Spot"`)))
	if spot.Term.Kind != Spot {
		t.Errorf("%+v", spot)
	}
	nameless := one(t, read(t, "azure", Options{}, azurePage("null", `armSkuName="";unitOfMeasure="100 GB/Month";retailPrice=5.0;meterName="Data Stored"`)))
	if nameless.SKU != "Virtual Machines Basv2 Series Data Stored" || nameless.Unit != "GB-month" || nameless.Amount != 0.05 {
		t.Errorf("%+v", nameless)
	}
}

// Two rows that remain for one server are a fault, not a choice.
func TestAzureFaults(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{azurePage("null", "", `meterId="m2";retailPrice=0.5`), "file0:3: a second price of B16als_v2 in australiacentral, on demand, on 2023-09-01; the first is on line 2"},
		{azurePage("null", `type="Reservation";reservationTerm="5 fortnights"`), `file0:2: B16als_v2: "5 fortnights" is no term`},
		{azurePage("null", `retailPrice=-1`), "price -1 is no amount"},
		{azurePage("null", `retailPrice="1"`), "retailPrice: expected float64, got string"},
		{`{"Items": 3}`, "expected [, got 3"},
	} {
		if why := refused(t, "azure", Options{}, c.text); !strings.Contains(why, c.want) {
			t.Errorf("got  %s\nwant %s", why, c.want)
		}
	}
}

func TestAzurePages(t *testing.T) {
	first, second := azurePage(`"https://next"`, ""), azurePage("null", `armSkuName="Standard_B2s"`)
	if i := read(t, "azure", Options{}, first); !i.Pending {
		t.Error("a page that is not the last does not say so")
	}
	for _, i := range []*Import{read(t, "azure", Options{}, first, second), read(t, "azure", Options{}, first+"\n"+second)} {
		if len(i.Book.Prices) != 2 || i.Pending || i.Read != 2 {
			t.Errorf("%+v", i)
		}
	}
	steps := read(t, "azure", Options{}, azurePage(`"x"`, `tierMinimumUnits=0.0;retailPrice=0.0;unitOfMeasure="1 GB"`),
		azurePage("null", `tierMinimumUnits=100.0;retailPrice=0.087;unitOfMeasure="1 GB"`)).Book.Prices
	if len(steps) != 2 || steps[0].To != 100 || steps[0].Amount != 0 || steps[1].From != 100 {
		t.Errorf("a free first step on another page: %+v", steps)
	}
}

func TestInfracost(t *testing.T) {
	text := `{"version": "0.2", "currency": "USD", "projects": [{"name": "p", "breakdown": {"resources": [
 {"name": "aws_instance.web", "costComponents": [
   {"name": "Instance usage (Linux/UNIX, on-demand, m5.4xlarge)", "unit": "hours", "monthlyQuantity": "730", "price": "0.768"}],
  "subresources": [{"name": "root", "costComponents": [{"name": "Storage (general purpose SSD, gp2)", "unit": "GB", "monthlyQuantity": "50", "price": "0.1"}]}]},
 {"name": "aws_instance.again", "costComponents": [
   {"name": "Instance usage (Linux/UNIX, on-demand, m5.4xlarge)", "unit": "hours", "price": "0.768"},
   {"name": "Instance usage (Linux/UNIX, reserved, m5.xlarge)", "unit": "hours", "price": "0"},
   {"name": "Requests", "unit": "1M requests", "price": "0.2"},
   {"name": "unknown", "unit": "hours", "price": null}]}
]}}]}`
	i := read(t, "infracost", Options{Region: "eu-central-1", AsOf: "2026-05-01"}, text)
	b := i.Book.Prices
	if len(b) != 3 || b[0].SKU != "Requests" || b[1].SKU != "Storage (general purpose SSD, gp2)" || b[2].SKU != "m5.4xlarge" {
		t.Fatalf("%+v", b)
	}
	near(t, "a request", b[0].Amount, 2e-7)
	if b[0].Unit != "request" || b[1].Unit != "GiB-month" || b[2].Region != "eu-central-1" || b[2].Unit != "hour" {
		t.Errorf("%+v", b)
	}
	if i.Read != 6 || left(i, "repeated") != 1 || left(i, "without a price") != 1 {
		t.Errorf("read %d, left out %v", i.Read, i.Left)
	}
	other := strings.Replace(text, `"unit": "hours", "price": "0.768"`, `"unit": "hours", "price": "0.9"`, 1)
	if why := refused(t, "infracost", Options{AsOf: "2026-05-01"}, other); !strings.Contains(why, "a second price of m5.4xlarge, on demand, on 2026-05-01") {
		t.Error(why)
	}
	if why := refused(t, "infracost", Options{}, text); !strings.Contains(why, "has no as_of") {
		t.Error(why)
	}
	if why := refused(t, "infracost", Options{AsOf: "2026-05-01"}, `{"currency": "USD"}`); !strings.Contains(why, "no breakdown of infracost") {
		t.Error(why)
	}
}

func TestCSVList(t *testing.T) {
	text := `provider,region,sku,vcpu,mem_gib,unit,price,term,source,as_of
aws,eu-central-1,ec2.c5.large,2,4.0,hour,0.097,ondemand,"list, of 2019",2019-04-05
aws,eu-central-1,ec2.c5.large,2,4.0,hour,0.067,reserved_1y_std_no_upfront,x,2019-04-05
aws,eu-central-1,ec2.c5.large,2,4.0,hour,0.04186,reserved_3y_std_all_upfront_eff,x,2019-04-05
gcp,europe-west3,e2-standard-2,2,8,hour,0.054391,cud_1y,x,2026-07-30
aws,eu-central-1,egress.internet,,,gb,0.09,tier:0-10240GB,x,2024-09-25
aws,eu-central-1,egress.internet,,,gb,0.085,tier:10240-infGB,x,2024-09-25
`
	b := read(t, "csv", Options{Currency: "USD"}, text).Book.Prices
	if len(b) != 6 {
		t.Fatalf("%+v", b)
	}
	if p := b[0]; p.SKU != "ec2.c5.large" || p.CPU != 2 || p.Memory != 4*GiB || p.Source != "list, of 2019" || p.Currency != "USD" {
		t.Errorf("%+v", p)
	}
	if p := b[2]; p.Term != (Term{Reserved, 36}) || p.Amount != 0 || math.Abs(p.Effective()-0.04186) > 1e-12 {
		t.Errorf("all upfront: %+v", p)
	}
	if p := b[3]; p.Unit != "GiB" || p.To != 10240 {
		t.Errorf("a step: %+v", p)
	}
	kept := read(t, "csv", Options{Currency: "USD", Filter: Filter{Regions: []string{"EU-central-1"}, SKUs: []string{"ec2.*"}, Terms: []string{"reserved"}}}, text)
	if len(kept.Book.Prices) != 2 || kept.Read != 6 || left(kept, "not asked for") != 4 {
		t.Errorf("%+v", kept)
	}
	for _, c := range []struct{ from, to, want string }{
		{"0.097", "nan", `file0:2: ec2.c5.large: price "nan" is no number`},
		{"0.097", "", "file0:2: ec2.c5.large: there is no price"},
		{"ondemand", "eternity", `file0:2: ec2.c5.large: "eternity" is no term`},
		{"ondemand", "25 years", "longer than 20 years"},
		{"2019-04-05\n", "2019-02-30\n", `"2019-02-30" is no date`},
		{"sku", "thing", `file0:1: there is no column "sku"`},
		{"tier:0-10240GB", "tier:0-20480GB", "the steps of egress.internet in eu-central-1, on demand, on 2024-09-25 overlap"},
		{"tier:0-10240GB", "tier:5-10240GB", "costs nothing up to 5"},
		{`"list`, `x"list`, `bare " in non-quoted-field`},
	} {
		if why := refused(t, "csv", Options{Currency: "USD"}, strings.Replace(text, c.from, c.to, 1)); !strings.Contains(why, c.want) {
			t.Errorf("%s: got %s\nwant %s", c.to, why, c.want)
		}
	}
	if why := refused(t, "csv", Options{}, text); !strings.Contains(why, `"" is no currency`) {
		t.Error(why)
	}
}

// A long file is read as a stream: what is left out does not stay in memory, and the
// line of a fault is right however far down it is.
func TestStream(t *testing.T) {
	var b strings.Builder
	b.WriteString("{\"products\": {\n")
	const n = 20_000
	for k := range n {
		fmt.Fprintf(&b, "\"S%d\": {\"productFamily\": \"Compute Instance\", \"attributes\": {\"regionCode\": \"eu-central-1\",\n \"instanceType\": \"t%d\", \"operatingSystem\": \"Windows\"}},\n", k, k)
	}
	b.WriteString("\"L\": {\"productFamily\": \"Compute Instance\", \"attributes\": {\"instanceType\": 7}}\n}}")
	why := refused(t, "aws", Options{}, b.String())
	if want := fmt.Sprintf("file0:%d: ", 2*n+2); !strings.HasPrefix(why, want) {
		t.Errorf("got %s, want it in line %s", why, want)
	}
}

func BenchmarkAWSJSON(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("{\"products\": {\n")
	for k := range 10_000 {
		fmt.Fprintf(&text, "%q: {\"productFamily\": \"Compute Instance\", \"attributes\": {\"regionCode\": \"eu-central-1\", \"instanceType\": \"t%d\", \"operatingSystem\": \"Windows\", \"a\": \"0123456789012345678901234567890123456789\"}},\n", fmt.Sprint("S", k), k)
	}
	text.WriteString("\"L\": {}},\n\"terms\": {}}")
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if _, faults := Read("aws", []File{{"f", bytes.NewReader(text.Bytes())}}, Options{}); len(faults) > 0 {
			b.Fatal(faults)
		}
	}
}

// No text makes an importer panic, and what it imports can be written and read back.
func FuzzRead(f *testing.F) {
	for k, text := range []string{
		awsDocument(plainServer, onDemandTerm), azurePage("null", "", `type="Reservation";reservationTerm="1 Year"`),
		`{"currency":"USD","projects":[{"breakdown":{"resources":[{"name":"aws_x","costComponents":[{"name":"a","unit":"hours","price":"1"}]}]}}]}`,
		"provider,sku,unit,price,currency,as_of\na,b,hour,1,USD,2026-01-01\n", "\"a\"\n\"SKU\",b,c,d,e,f\n",
	} {
		f.Add(uint8(k), []byte(text))
	}
	f.Fuzz(func(t *testing.T, format uint8, text []byte) {
		formats := Formats()
		i, faults := Read(formats[int(format)%len(formats)], []File{{"f", bytes.NewReader(text)}}, Options{Currency: "USD", AsOf: "2026-01-01", Region: "r"})
		if (i == nil) != faults.HasErrors() {
			t.Fatalf("import %v, faults %v", i, faults)
		}
		if i == nil || len(i.Book.Prices) == 0 {
			return
		}
		var written bytes.Buffer
		if err := i.Book.WriteCSV(&written); err != nil {
			t.Fatal(err)
		}
		again, faults := Parse("book.csv", written.Bytes())
		if again == nil || len(again.Prices) != len(i.Book.Prices) {
			t.Fatalf("%v\n%s", faults, written.Bytes())
		}
	})
}

func TestUnknownFormat(t *testing.T) {
	if i, faults := Read("xls", []File{{"f", io.LimitReader(strings.NewReader("x"), 1)}}, Options{}); i != nil || len(faults) != 1 {
		t.Errorf("%v %v", i, faults)
	}
}
