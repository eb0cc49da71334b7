/** The report as the offices want it: Word, Excel, PDF and a text for a chat. */
@NullMarked
package vn.maiam.weeklyreport.output;

import org.jspecify.annotations.NullMarked;
