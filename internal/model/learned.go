package model

// Learned is growth that a scenario does not state but takes from a history, with where
// it comes from.
type Learned struct {
	Path   string     // "drivers.users.growth"
	File   string     // as the scenario names it
	Column string     // of the values
	Method string     // "combination", and what it is made of
	Step   string     // "month": the distance of the values
	Steps  int        // of the history
	From   string     // the first of them, "2023-11"
	To     string     // the last
	Per    string     // "month": what the rates are a share of
	Rate   float64    // 0.05 is 5 % a month
	In90   [2]float64 // interval of 90 %
	Level  float64    // at month 0, without the season
	Read   int        // rows of the file
	Used   int        // of which have a number
	Total  float64    // their sum
	After  int        // of which are later than month 0, and left out
	Season bool       // whether there is one
}
