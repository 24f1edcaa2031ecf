package xlsx_test

import (
	"bytes"
	"fmt"

	"github.com/talimat/talimat-plan/internal/xlsx"
)

// A book of one sheet: a text, numbers, and a formula with its value. The same book
// gives the same bytes.
func ExampleWrite() {
	book := &xlsx.Book{Title: "Costs", Tool: "example", Sheets: []xlsx.Sheet{{
		Name: "Monthly",
		Rows: [][]xlsx.Cell{
			{xlsx.Text("Month", xlsx.Style{}), xlsx.Text("=not a formula", xlsx.Style{})},
			{xlsx.Date(2026, 1, xlsx.Style{Format: "yyyy-mm"}), xlsx.Number(850, xlsx.Style{Format: "0.00"})},
			{xlsx.Blank(xlsx.Style{}), xlsx.Formula("SUM("+xlsx.Name(1, 1)+":"+xlsx.Name(1, 1)+")", 850, xlsx.Style{})},
		},
	}}}
	var first, second bytes.Buffer
	fmt.Println(xlsx.Write(&first, book), xlsx.Write(&second, book))
	fmt.Println(bytes.Equal(first.Bytes(), second.Bytes()))
	// Output:
	// <nil> <nil>
	// true
}

// Cells are named by column and row, from 0 on.
func ExampleName() {
	fmt.Println(xlsx.Name(0, 0), xlsx.Name(9, 27), xlsx.Letters(701))
	// Output: A1 AB10 ZZ
}
