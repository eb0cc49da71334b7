@NullMarked
package vn.maiam.account.domain;

import org.jspecify.annotations.NullMarked;
