package pricebook

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
)

// awsColumns are the columns of the CSV form that are read, and the attributes of
// the JSON form that they are.
func awsColumns() map[string]string {
	return map[string]string{
		"Location Type": "locationType", "Location": "location", "Region Code": "regionCode", "Instance Type": "instanceType", "vCPU": "vcpu", "Memory": "memory",
		"Tenancy": "tenancy", "Operating System": "operatingSystem", "Pre Installed S/W": "preInstalledSw", "CapacityStatus": "capacitystatus",
		"License Model": "licenseModel", "MarketOption": "marketoption", "Market Option": "marketoption", "usageType": "usagetype",
		"Database Engine": "databaseEngine", "Deployment Option": "deploymentOption", "Cache Engine": "cacheEngine",
	}
}

// awsContractKey is what the rows of one contract have in common.
type awsContractKey struct{ sku, term string }

// awsOffer is a contract whose rows are gathered.
type awsOffer struct {
	product *awsProduct
	rates   []awsRate
	line    int
}

// awsCSV reads the CSV form of the AWS Price List: five lines about the file, then
// the names of the columns, which differ by offer.
func (i *importer) awsCSV(r io.Reader) {
	t := csv.NewReader(r)
	t.FieldsPerRecord, t.ReuseRecord, t.LazyQuotes = -1, true, false
	var names []string
	for range 12 {
		row, err := t.Read()
		if err != nil {
			i.csvFault(err, "this is no AWS Price List: it has no line that begins with SKU")
			return
		}
		if len(row) > 5 && row[0] == "SKU" {
			names = slices.Clone(row)
			break
		}
	}
	if names == nil {
		i.add(1, codeFormat, "download the CSV of one offer and region", "this is no AWS Price List: none of its first lines begins with SKU")
		return
	}
	for _, must := range []string{"TermType", "Unit", "PricePerUnit", "Currency", "EffectiveDate"} {
		if !slices.Contains(names, must) {
			i.add(1, codeKey, "", "there is no column %q", must)
			return
		}
	}
	i.awsRows(t, names)
}

// awsRows reads the rows below the names. A contract has several.
func (i *importer) awsRows(t *csv.Reader, names []string) {
	columns := awsColumns()
	contracts := map[awsContractKey]*awsOffer{}
	var keys []awsContractKey
	for {
		row, err := t.Read()
		if err == io.EOF {
			break
		}
		if err != nil || i.full() {
			i.csvFault(err, "")
			break
		}
		line, _ := t.FieldPos(0)
		if len(row) != len(names) {
			i.add(line, codeFormat, "", "%d cells, but there are %d columns", len(row), len(names))
			continue
		}
		i.out.Read++
		product, rate, term := awsRow(row, names, columns)
		if why := i.awsKeep(product); why != "" {
			i.leave(why)
			continue
		}
		switch {
		case rate.kind == "OnDemand":
			i.offer(rate.kind, product, []awsRate{rate}, line)
		case rate.kind != "Reserved":
			i.leave("another kind of term")
		case strings.EqualFold(rate.class, "convertible"):
			i.leave("convertible")
		default:
			key := awsContractKey{rate.sku, term}
			if contracts[key] == nil {
				if len(keys) == maxPrices {
					i.add(line, codeTooMany, "ask for less: --region, --sku, --family, --term", "more than %d contracts", maxPrices)
					return
				}
				keys = append(keys, key)
				contracts[key] = &awsOffer{product: product, line: line}
			}
			contracts[key].rates = append(contracts[key].rates, rate)
		}
	}
	for _, key := range keys {
		o := contracts[key]
		i.offer("Reserved", o.product, o.rates, o.line)
	}
}

// awsRow reads a row by the names of its columns.
func awsRow(row, names []string, columns map[string]string) (*awsProduct, awsRate, string) {
	p := &awsProduct{attributes: map[string]string{}}
	var r awsRate
	term := ""
	fields := map[string]*string{
		"SKU": &r.sku, "TermType": &r.kind, "EffectiveDate": &r.effective, "StartingRange": &r.begin, "EndingRange": &r.end, "Unit": &r.unit,
		"PricePerUnit": &r.price, "Currency": &r.currency, "LeaseContractLength": &r.length, "PurchaseOption": &r.purchase, "OfferingClass": &r.class,
		"Product Family": &p.family, "OfferTermCode": &term, "PriceDescription": &r.description,
	}
	for k, name := range names {
		if field := fields[name]; field != nil {
			*field = strings.Clone(row[k])
		} else if attribute := columns[name]; attribute != "" && row[k] != "" {
			p.attributes[attribute] = strings.Clone(row[k])
		}
	}
	return p, r, term
}
