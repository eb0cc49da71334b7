@NullMarked
package vn.maiam.household.programme;

import org.jspecify.annotations.NullMarked;
