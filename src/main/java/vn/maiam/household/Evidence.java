package vn.maiam.household;

/**
 * How well the stage at which a house stands is proven: đủ, thiếu, nghi vấn. NONE as long
 * as there is nothing to prove.
 */
public enum Evidence {

	NONE, SUFFICIENT, LACKING, DOUBTFUL

}
