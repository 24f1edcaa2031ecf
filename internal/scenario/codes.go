package scenario

// The codes of all diagnostics of this package.
const (
	// The text as a whole.
	codeNotText           = "not-text"
	codeTooLarge          = "too-large"
	codeEmptyFile         = "empty-file"
	codeSyntax            = "yaml-syntax"
	codeMultipleDocuments = "multiple-documents"
	codeTooComplex        = "too-complex"
	codeMergeKey          = "merge-key"
	codeCustomTag         = "custom-tag"

	// Its structure.
	codeUnknownKey   = "unknown-key"
	codeDuplicateKey = "duplicate-key"
	codeMissingKey   = "missing-key"
	codeEmptyValue   = "empty-value"
	codeWrongType    = "wrong-type"
	codeBadName      = "bad-name"
	codeTooMany      = "too-many"
	codeUnknownPath  = "unknown-path"

	// Single values.
	codeBadQuantity     = "bad-quantity"
	codeBrokenAmount    = "broken-amount"
	codeOutOfRange      = "out-of-range"
	codeBadRange        = "bad-range"
	codeNotCertain      = "not-certain"
	codeNotDated        = "not-dated"
	codeDatedNow        = "dated-now"
	codeDatedOrder      = "dated-order"
	codePointsForm      = "points-form"
	codeUnknownWord     = "unknown-word"
	codeUnknownCurrency = "unknown-currency"
	codeBadDate         = "bad-date"
	codeBadMonths       = "bad-months"
	codeBadCondition    = "bad-condition"
	codeUnknownMetric   = "unknown-metric"
	codeUnknownPhase    = "unknown-phase"
	codeSampleFile      = "sample-file"
	codeHistoryFile     = "history-file"
	codePriceBook       = "price-book"
	codeExtends         = "extends"
	codeFXMoves         = "fx-moves"
	codeFXMixed         = "fx-mixed"
	codeVariantForm     = "variant-form"

	// What does not fit together.
	codeGrowthForm       = "growth-form"
	codeSeasonality      = "seasonality"
	codeWeekForm         = "week-form"
	codeWeekHours        = "week-hours"
	codeFlatWeek         = "flat-week"
	codeComplexityOrder  = "complexity-order"
	codeUnknownDriver    = "unknown-driver"
	codeDriverRequests   = "driver-requests"
	codeMissingDriver    = "missing-driver"
	codeReplicaBounds    = "replica-bounds"
	codeMemoryBase       = "memory-base"
	codeStockForm        = "stock-form"
	codeDatabaseSettings = "database-settings"
	codeReplicaTooLarge  = "replica-too-large"
	codeFitsNowhere      = "fits-nowhere"
	codeUnknownTier      = "unknown-tier"
	codeTierOrder        = "tier-order"
	codeCacheDatabase    = "cache-without-database"
	codeUnknownService   = "unknown-service"
	codeShares           = "shares"
	codeFirstRegion      = "first-region"
	codePrimaryRegion    = "primary-region"
	codePriceSteps       = "price-steps"
	codeMissingPrice     = "missing-price"
	codeLimitForm        = "limit-form"
	codeMetricMonth      = "metric-month"
	codeEvaluate         = "evaluate"
	codeReservedName     = "reserved-name"
	codeAmbiguousName    = "ambiguous-name"
	codeGiven            = "given"
	codeCorrelation      = "correlation"
	codeRiskForm         = "risk-form"
	codeChargeForm       = "charge-form"
	codePriceUnit        = "price-unit"
	codeNoBytes          = "no-bytes"
	codeCallCycle        = "call-cycle"
	codeSaidTwice        = "said-twice"
	codeWhichDriver      = "which-driver"
	codeRateOrTotal      = "rate-or-total"
	codeNameTwice        = "name-twice"
	codeServesDirection  = "serves-direction"
	codeUsesForm         = "uses-form"
	codeOutsideForm      = "outside-form"
	codeNeverCalled      = "never-called"
	codeReplicaMissing   = "replica-missing"
	codeDriverCount      = "driver-count"
	codeKindWord         = "kind-word"
	codeEventForm        = "event-form"
	codeEventTwice       = "event-twice"
	codeWhichPool        = "which-pool"
	codeHoldsForm        = "holds-form"
	codeTierUnpriced     = "tier-unpriced"
	codeTierForm         = "tier-form"
	codeCacheForm        = "cache-form"
	codeContractForm     = "contract-form"

	codeUnknownReference   = "unknown-reference"
	codeAmbiguousReference = "ambiguous-reference"

	// What is probably not what was meant; warnings.
	codeZeroPrice    = "zero-price"
	codeUnusedLever  = "unused-lever"
	codeNoFinance    = "no-finance"
	codeLateStep     = "late-step"
	codePhaseOrder   = "phase-order"
	codeIdleLimit    = "idle-limit"
	codeUnusedLasts  = "unused-lasts"
	codeWideRange    = "wide-range"
	codeGroupedPoint = "grouped-point"
	codeAssumedWeek  = "assumed-week"
	codeAgeMismatch  = "age-mismatch"
	codePointsEnd    = "points-end"
	codeContractOver = "contract-over"
)

// codes lists every code, for the test that each of them has an example.
func codes() []string {
	return []string{
		codeNotText, codeTooLarge, codeEmptyFile, codeSyntax, codeMultipleDocuments, codeTooComplex, codeMergeKey, codeCustomTag,
		codeUnknownKey, codeDuplicateKey, codeMissingKey, codeEmptyValue, codeWrongType, codeBadName, codeTooMany, codeUnknownPath,
		codeBadQuantity, codeBrokenAmount, codeOutOfRange, codeBadRange, codeNotCertain, codeNotDated, codeDatedNow, codeDatedOrder, codePointsForm, codeUnknownWord, codeUnknownCurrency, codeBadDate, codeBadMonths,
		codeBadCondition, codeUnknownMetric, codeUnknownPhase, codeSampleFile, codeHistoryFile, codePriceBook, codeExtends, codeVariantForm, codeFXMoves, codeFXMixed,
		codeGrowthForm, codeSeasonality, codeWeekForm, codeWeekHours, codeFlatWeek, codeComplexityOrder, codeUnknownDriver,
		codeDriverRequests, codeMissingDriver, codeReplicaBounds, codeMemoryBase, codeDatabaseSettings, codeStockForm, codeReplicaTooLarge, codeFitsNowhere, codeUnknownTier, codeTierOrder,
		codeCacheDatabase, codeUnknownService, codeShares, codeFirstRegion, codePrimaryRegion, codePriceSteps, codeMissingPrice,
		codeLimitForm, codeMetricMonth, codeEvaluate, codeReservedName, codeAmbiguousName, codeGiven, codeCorrelation, codeRiskForm,
		codeChargeForm, codePriceUnit, codeNoBytes, codeCallCycle, codeSaidTwice, codeWhichDriver, codeRateOrTotal, codeNameTwice, codeServesDirection, codeUsesForm, codeOutsideForm, codeNeverCalled, codeReplicaMissing, codeDriverCount, codeUnknownReference, codeAmbiguousReference,
		codeKindWord, codeEventForm, codeEventTwice, codeWhichPool, codeHoldsForm, codeTierUnpriced, codeTierForm, codeCacheForm,
		codeZeroPrice, codeUnusedLever, codeNoFinance, codeLateStep, codePhaseOrder, codeUnusedLasts, codeIdleLimit, codeWideRange, codeGroupedPoint, codeAssumedWeek,
		codeAgeMismatch, codePointsEnd, codeContractForm, codeContractOver,
	}
}
