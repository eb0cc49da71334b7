package vn.maiam.household;

/** Vướng mắc khi đang làm. */
public enum Obstacle {

	WEATHER, MATERIAL_PRICE, NO_WORKERS, TRANSPORT, NO_COUNTERPART_MONEY, SLOW_DISBURSEMENT, ILLNESS_OR_MOURNING, OTHER

}
