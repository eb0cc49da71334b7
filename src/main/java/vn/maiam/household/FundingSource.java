package vn.maiam.household;

/** Nguồn vốn. STATE_BUDGET is the budget where a list does not say of which level. */
public enum FundingSource {

	STATE_BUDGET, CENTRAL_BUDGET, PROVINCE_BUDGET, DISTRICT_BUDGET, COMMUNE_BUDGET, SAVINGS_5_PERCENT,
	FUND_FOR_THE_POOR, PROGRAMME_FUND, FRONT_AND_UNIONS, DONORS, PARTNER_PROVINCE, POLICY_LOAN, FAMILY

}
