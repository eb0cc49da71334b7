@NullMarked
package vn.maiam.household.intake;

import org.jspecify.annotations.NullMarked;
