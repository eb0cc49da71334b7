/**
 * How a list of households is read, step by step: head and columns, lines, values,
 * places, and what a person must decide.
 */
@NullMarked
package vn.maiam.household.intake.reading;

import org.jspecify.annotations.NullMarked;
