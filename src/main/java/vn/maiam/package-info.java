@NullMarked
package vn.maiam;

import org.jspecify.annotations.NullMarked;
