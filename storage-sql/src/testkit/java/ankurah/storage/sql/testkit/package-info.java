/** What every SQL storage engine must do. */
package ankurah.storage.sql.testkit;
