package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	declaration  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace    = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	linkSpace    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace = "http://schemas.openxmlformats.org/package/2006/"
	partType     = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// Write writes the book. What the format cannot hold is an error, and nothing
// is written then.
func Write(w io.Writer, b *Book) error {
	if err := b.check(); err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	st := newStyles()
	var part bytes.Buffer
	add := func(name string, write func(*bytes.Buffer)) error {
		part.Reset()
		write(&part)
		return addPart(archive, name, part.Bytes())
	}
	if err := add("[Content_Types].xml", b.types); err != nil {
		return err
	}
	for i := range b.Sheets { // before the styles, which they number
		if err := add(sheetName(i), func(to *bytes.Buffer) { b.Sheets[i].part(to, st, i == 0) }); err != nil {
			return err
		}
	}
	for _, p := range []struct {
		name  string
		write func(*bytes.Buffer)
	}{
		{"_rels/.rels", packageLinks},
		{"docProps/core.xml", b.core},
		{"docProps/app.xml", b.app},
		{"xl/workbook.xml", b.workbook},
		{"xl/_rels/workbook.xml.rels", b.links},
		{"xl/styles.xml", st.part},
	} {
		if err := add(p.name, p.write); err != nil {
			return err
		}
	}
	return archive.Close()
}

// addPart adds a file to the archive. Its time is the first that an archive can
// tell, which stands for none.
func addPart(archive *zip.Writer, name string, content []byte) error {
	file, err := archive.CreateHeader(&zip.FileHeader{
		Name: name, Method: zip.Deflate, Modified: time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return err
}

func sheetName(i int) string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1) }

// types says what each part is.
func (b *Book) types(to *bytes.Buffer) {
	to.WriteString(declaration + `<Types xmlns="` + packageSpace + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>`)
	override := func(name, kind string) {
		to.WriteString(`<Override PartName="/` + name + `" ContentType="` + kind + `"/>`)
	}
	override("xl/workbook.xml", partType+"sheet.main+xml")
	for i := range b.Sheets {
		override(sheetName(i), partType+"worksheet+xml")
	}
	override("xl/styles.xml", partType+"styles+xml")
	override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
	override("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
	to.WriteString(`</Types>`)
}

func packageLinks(to *bytes.Buffer) {
	to.WriteString(declaration + `<Relationships xmlns="` + packageSpace + `relationships">` +
		`<Relationship Id="rId1" Type="` + linkSpace + `/officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rId2" Type="` + packageSpace + `relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="rId3" Type="` + linkSpace + `/extended-properties" Target="docProps/app.xml"/></Relationships>`)
}

// core names the document; it says nothing of when it was made.
func (b *Book) core(to *bytes.Buffer) {
	to.WriteString(declaration + `<cp:coreProperties xmlns:cp="` + packageSpace + `metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`)
	escape(to, b.Title)
	to.WriteString(`</dc:title><dc:creator>`)
	escape(to, b.Tool)
	to.WriteString(`</dc:creator></cp:coreProperties>`)
}

func (b *Book) app(to *bytes.Buffer) {
	to.WriteString(declaration + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>`)
	escape(to, b.Tool)
	to.WriteString(`</Application></Properties>`)
}

// workbook lists the sheets, and by names what is filtered and what is repeated
// on every printed page. Programs compute the formulas when they load it.
func (b *Book) workbook(to *bytes.Buffer) {
	to.WriteString(declaration + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `">` +
		`<bookViews><workbookView activeTab="0"/></bookViews><sheets>`)
	for i := range b.Sheets {
		to.WriteString(`<sheet name="`)
		escape(to, b.Sheets[i].Name)
		fmt.Fprintf(to, `" sheetId="%d" r:id="rId%d"/>`, i+1, i+1)
	}
	to.WriteString(`</sheets>`)
	var names bytes.Buffer
	for i := range b.Sheets {
		b.Sheets[i].names(&names, i)
	}
	if names.Len() > 0 {
		to.WriteString(`<definedNames>` + names.String() + `</definedNames>`)
	}
	to.WriteString(`<calcPr fullCalcOnLoad="1"/></workbook>`)
}

// names are the ranges of a sheet that have a name of the format's own.
func (s *Sheet) names(to *bytes.Buffer, index int) {
	sheet := Quote(s.Name)
	if s.Filter != nil {
		fmt.Fprintf(to, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">`, index)
		escape(to, sheet+s.Filter.reference(absolute))
		to.WriteString(`</definedName>`)
	}
	if s.FrozenRows > 0 {
		fmt.Fprintf(to, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">`, index)
		escape(to, fmt.Sprintf("%s$1:$%d", sheet, s.FrozenRows))
		to.WriteString(`</definedName>`)
	}
}

// absolute is the name of a cell that stays when a formula is copied: "$A$1".
func absolute(row, column int) string { return fmt.Sprintf("$%s$%d", Letters(column), row+1) }

// Quote is the name of a sheet as it stands in a formula before a cell: "'Cash flow'!".
func Quote(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'!" }

func (b *Book) links(to *bytes.Buffer) {
	to.WriteString(declaration + `<Relationships xmlns="` + packageSpace + `relationships">`)
	for i := range b.Sheets {
		fmt.Fprintf(to, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, linkSpace, i+1)
	}
	fmt.Fprintf(to, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(b.Sheets)+1, linkSpace)
}
