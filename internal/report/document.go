package report

// SchemaVersion is the version of the document. Within a major version keys are
// only added.
const SchemaVersion = "1.0"

// Document is the report for machines: every month, numbers as numbers, in base
// units, money in Currency. What does not exist is null.
type Document struct {
	SchemaVersion string      `json:"schema_version"`     // version of these keys
	Tool          string      `json:"tool"`               // name and version of the program
	Scenario      Scenario    `json:"scenario"`           // what was planned
	Currency      string      `json:"currency"`           // ISO 4217 code of every amount
	Start         string      `json:"start"`              // calendar month of month 0, as YYYY-MM
	HorizonMonths int         `json:"horizon_months"`     // last month of the plan
	Months        []Month     `json:"months"`             // month 0 to the horizon, both inclusive
	Holding       *Holding    `json:"holding"`            // whether the plan holds; null in forecasts that were saved before it was said
	Reached       Reached     `json:"reached"`            // when targets are reached
	Availability  *float64    `json:"availability_ratio"` // the most that the stated parts allow; null when none is stated
	Finance       Finance     `json:"finance"`            // whether the investment pays
	Limits        []Limit     `json:"limits"`             // in the order of the scenario
	Findings      []Finding   `json:"findings"`           // worst first
	Claims        []Claim     `json:"claims"`             // in the order of the scenario
	Assumptions   Assumptions `json:"assumptions"`        // what the figures rest on
	Exact         *Exact      `json:"results,omitempty"`  // in JSON only: every result with all its digits, for later comparison
}

// Scenario names the input of a report.
type Scenario struct {
	Name        string `json:"name"`        // short name of the plan
	Description string `json:"description"` // what it is about
	File        string `json:"file"`        // as the user gave it
	SHA256      string `json:"sha256"`      // of the scenario's text, in hexadecimal
}

// Month is one month of the plan.
type Month struct {
	Month         int       `json:"month"`               // 0 is today
	Date          string    `json:"date"`                // YYYY-MM
	Users         float64   `json:"users"`               // concurrent users
	Drivers       []Driver  `json:"drivers"`             // further drivers, in the order of the scenario
	AverageRPS    float64   `json:"average_rps"`         // user requests per second, mean
	PeakRPS       float64   `json:"peak_rps"`            // user requests per second at the peak of the week
	Complexity    float64   `json:"complexity"`          // work behind a request relative to today's
	DatabaseBytes float64   `json:"database_bytes"`      // live bytes
	FileBytes     float64   `json:"file_bytes"`          // live bytes
	TrafficBytes  float64   `json:"traffic_bytes"`       // sent to users in the month
	Services      []Service `json:"services"`            // in the order of the scenario
	Served        *float64  `json:"served_ratio"`        // least share of its peak load that anything carries; null in forecasts that were saved before there was one
	Nodes         float64   `json:"nodes"`               // servers at peak
	AverageNodes  float64   `json:"average_nodes"`       // servers, mean over the month
	Database      *Database `json:"database"`            // null without a database
	CacheHitRatio *float64  `json:"cache_hit_ratio"`     // share of the reads that the cache answers; null without a cache
	LatencyP95    *float64  `json:"latency_p95_seconds"` // slowest call of any user; null when nothing is stated
	Regions       []Region  `json:"regions"`             // in the order of the scenario
	Cost          Cost      `json:"cost"`                // of the month
	CostPerUser   *float64  `json:"cost_per_user"`       // effective; null without users
	Revenue       *float64  `json:"revenue"`             // null when the scenario states none
	Margin        *float64  `json:"margin"`              // revenue less the effective cost; null without revenue
}

// Region is one region in a month.
type Region struct {
	Name string  `json:"name"` // as in the scenario
	Cost float64 `json:"cost"` // effective, of its servers and load balancers
}

// Driver is a driver of the scenario's own in a month.
type Driver struct {
	Name  string  `json:"name"`  // under drivers.other
	Value float64 `json:"value"` // its count
}

// Service is one service in a month, over all regions.
type Service struct {
	Name                   string   `json:"name"`                     // as in the scenario
	Replicas               float64  `json:"replicas"`                 // at peak
	Need                   float64  `json:"need"`                     // before the maximum caps it
	AverageReplicas        float64  `json:"average_replicas"`         // mean over the month
	CPUUtilizationRatio    *float64 `json:"cpu_utilization_ratio"`    // at peak, of what the replicas request; null without replicas
	Binding                string   `json:"binding"`                  // the constraint that set the replicas
	MemoryUtilizationRatio *float64 `json:"memory_utilization_ratio"` // of what the replicas request, where it is highest; null without replicas
	ServedRatio            *float64 `json:"served_ratio"`             // share of its peak load that it carries; null in forecasts that were saved before there was one
	Cost                   *float64 `json:"cost"`                     // effective, of its part of the servers; null in forecasts that were saved before there was one
}

// Database is the database in a month.
type Database struct {
	Tier                string   `json:"tier"`                  // name of the tier
	ReadReplicas        float64  `json:"read_replicas"`         // fixed and added
	Binding             string   `json:"binding"`               // the constraint that set the size
	Wall                *string  `json:"wall"`                  // what the largest tier cannot carry; null when it carries everything
	CPUUtilizationRatio float64  `json:"cpu_utilization_ratio"` // of the primary at peak
	DiskBytes           float64  `json:"disk_bytes"`            // disk needed
	Connections         float64  `json:"connections"`           // held by the services at peak
	ServedRatio         *float64 `json:"served_ratio"`          // share of its peak load that it carries; null in forecasts that were saved before there was one
	Short               *string  `json:"short"`                 // what leaves it no more than that; null when it carries everything
}

// Cost is the bill of a month. The categories add up to effective; baseline less
// all savings is effective.
type Cost struct {
	Baseline   float64    `json:"baseline"`   // the same demand without any lever
	List       float64    `json:"list"`       // list price of what is provisioned
	Effective  float64    `json:"effective"`  // with commitments spread over their term
	Billed     float64    `json:"billed"`     // cash
	Reference  *float64   `json:"reference"`  // effective cost without the project; null when nothing begins with a phase
	Categories Categories `json:"categories"` // effective cost by category
	Savings    Savings    `json:"savings"`    // by lever, net of its own cost
}

// Categories is the effective cost by category.
type Categories struct {
	Infrastructure float64 `json:"infrastructure"` // servers and load balancers
	Database       float64 `json:"database"`       // primary and read replicas
	Cache          float64 `json:"cache"`          // cache nodes
	Storage        float64 `json:"storage"`        // files and backups
	Network        float64 `json:"network"`        // egress
	CDN            float64 `json:"cdn"`            // bytes sent by the CDN
	Monitoring     float64 `json:"monitoring"`     // monitoring and logging
}

// Savings is what each lever saves.
type Savings struct {
	Autoscaling float64 `json:"autoscaling"` // fewer server hours
	Caching     float64 `json:"caching"`     // a smaller database, less the cache
	CDN         float64 `json:"cdn"`         // less egress, less the CDN's fees
	Reserved    float64 `json:"reserved"`    // a discount for a commitment
	Spot        float64 `json:"spot"`        // a discount for interruptible capacity
}

// Holding is whether the plan holds: whether every part of it carries its peak
// load, or as much of it as the scenario asks for.
type Holding struct {
	Holds     bool       `json:"holds"`         // in every month
	Least     float64    `json:"least_ratio"`   // share of its peak load that every part must carry
	Carried   float64    `json:"carried_ratio"` // the least share that any part carries in any month
	Month     *int       `json:"month"`         // first month that does not hold; null when all do
	Load      *float64   `json:"load_ratio"`    // largest share of the load that the plan carries as it is; null when it holds, or carries none
	Cause     string     `json:"cause"`         // the same in words: since when, and through what; empty when it holds
	Mended    string     `json:"mended_by"`     // the mends in words; empty when it holds
	Shortages []Shortage `json:"shortages"`     // parts that carry less than their peak load, the first ones first
	Mends     []Mend     `json:"mends"`         // changes that together make it hold, found by running it
}

// Shortage is a part of the plan that carries less than its peak load.
type Shortage struct {
	Service     *string  `json:"service"`      // null for the database
	Region      *string  `json:"region"`       // null for the database, and without regions
	Lacks       string   `json:"lacks"`        // maximum for a service; what the database lacks
	Path        string   `json:"path"`         // of the input that lets it be no larger
	Line        *int     `json:"line"`         // of that input
	Month       int      `json:"month"`        // first one in which it falls short
	Months      int      `json:"months"`       // how many those are
	Share       float64  `json:"served_ratio"` // share of its peak load that it carries in Month
	Need        *float64 `json:"need"`         // replicas that the load asks for then; null for the database
	Provisioned *float64 `json:"provisioned"`  // replicas that run then; null for the database
	WorstMonth  int      `json:"worst_month"`  // in which it carries least
	WorstShare  float64  `json:"worst_ratio"`  // share that it carries then
}

// Mend is a change of an input.
type Mend struct {
	Path   string   `json:"path"`   // of the input; of a tier that there is not, that of the largest
	Before *float64 `json:"before"` // what it is, in base units; null when the scenario does not say
	After  float64  `json:"after"`  // what it must be
}

// Reached is when targets are reached; null when not within the horizon or
// without a target.
type Reached struct {
	UsersMonth    *int `json:"users_month"`    // first month with the target of users
	DatabaseMonth *int `json:"database_month"` // first month with the target of bytes
	WallMonth     *int `json:"wall_month"`     // first month that the largest database tier does not carry
	ShortageMonth *int `json:"shortage_month"` // first month in which anything carries less than its peak load
}

// Finance judges the investment over a number of months.
type Finance struct {
	Months        int     `json:"months"`         // evaluation period
	Investment    float64 `json:"investment"`     // of all phases
	StatedSavings bool    `json:"stated_savings"` // the saving is the scenario's own figure
	Reference     string  `json:"reference"`      // what the figures are against: without_project, baseline (nothing begins with a phase) or stated
	Residual      float64 `json:"residual"`       // prepaid and unused at the end of the period
	Judgement
	Baseline Judgement `json:"baseline"` // the same figures against the baseline without any lever
}

// Judgement is what an investment comes to against one reference.
type Judgement struct {
	MonthlySavings          float64  `json:"monthly_savings"`           // mean over the period
	PaybackMonths           *int     `json:"payback_months"`            // null when not within the period
	DiscountedPaybackMonths *int     `json:"discounted_payback_months"` // the same with discounted cash flows
	NPV                     *float64 `json:"npv"`                       // at the discount rate; null when it has no finite value
	IRR                     *float64 `json:"irr"`                       // per year; null unless there is exactly one
	IRRReason               *string  `json:"irr_reason"`                // why there is none: no_rate, several_rates or nothing_invested; null with a rate
	ROI                     *float64 `json:"roi"`                       // null without an investment
}

// Limit is a limit held against the result.
type Limit struct {
	Name      string   `json:"name"`      // as in the scenario
	Level     string   `json:"level"`     // deny or warn
	Text      string   `json:"text"`      // the condition as written
	Metric    string   `json:"metric"`    // the result that it bounds
	Limit     float64  `json:"limit"`     // the bound
	Evaluated bool     `json:"evaluated"` // false when it needs a baseline or a simulation
	Holds     bool     `json:"holds"`     // in every month that it applies to
	Month     *int     `json:"month"`     // first month that breaks it
	Actual    *float64 `json:"actual"`    // the value that breaks it first
	Worst     *float64 `json:"worst"`     // the value furthest beyond it
	Line      *int     `json:"line"`      // of the scenario
}

// Finding is a contradiction in the plan.
type Finding struct {
	Code       string `json:"code"`       // stable
	Severity   string `json:"severity"`   // high, medium or low
	Month      *int   `json:"month"`      // first month that it concerns
	Path       string `json:"path"`       // of the input that causes it
	File       string `json:"file"`       // that holds the input
	Line       *int   `json:"line"`       // of the input
	Message    string `json:"message"`    // what is wrong
	Arithmetic string `json:"arithmetic"` // the figures behind it
	Remedy     string `json:"remedy"`     // what would mend it

	date string // calendar month of Month
}

// Claim is a stated figure held against the result.
type Claim struct {
	Name     string            `json:"name"`     // as in the scenario
	Metric   string            `json:"metric"`   // the result that it is about
	Month    *int              `json:"month"`    // null for single figures and when the target is not reached
	Given    map[string]string `json:"given"`    // inputs set for this claim, by path
	Claimed  float64           `json:"claimed"`  // the figure
	Computed *float64          `json:"computed"` // the result; null when it does not exist
	Pass     bool              `json:"pass"`     // within the claim's tolerance
	Line     *int              `json:"line"`     // of the scenario
}
