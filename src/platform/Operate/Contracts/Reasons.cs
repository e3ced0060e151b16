namespace Kirana.Operate.Contracts;

/// <summary>The stable names of the rules a line can break. A quarantined line carries exactly one of them: that of the first rule it breaks.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>reason</term><description>the line</description></listheader>
/// <item><term>field-count, unclosed-quote, too-long, bad-json</term><description>is damaged as text; found by the reader of lines</description></item>
/// <item><term>bad-encoding</term><description>holds bytes that are not UTF-8; found by the reader or in an id or text</description></item>
/// <item><term>wrong-type</term><description>has an object, a list, or yes or no where text or a number is wanted; found by the intake</description></item>
/// <item><term>missing-value</term><description>has nothing where the contract wants something</description></item>
/// <item><term>long-id</term><description>has an id above 256 bytes</description></item>
/// <item><term>bad-number</term><description>has a number that is none, or that decimal(18,4) cannot hold exactly</description></item>
/// <item><term>not-finite</term><description>has NaN or an infinity for a number</description></item>
/// <item><term>out-of-range</term><description>has a number outside its field's range</description></item>
/// <item><term>bad-date</term><description>has a time or day that is none, or whose order of day and month is unknown</description></item>
/// <item><term>ancient-time</term><description>happened before 1970</description></item>
/// <item><term>future-time</term><description>happens more than two days after now</description></item>
/// <item><term>bad-flag</term><description>has neither yes nor no</description></item>
/// <item><term>unknown-word</term><description>has a word its field does not know</description></item>
/// <item><term>bad-currency</term><description>has a currency that is not three letters</description></item>
/// <item><term>foreign-currency</term><description>has money in another currency than the shop's, which cannot be added to the rest</description></item>
/// <item><term>bad-quantity</term><description>buys, returns or carts nothing or less than nothing</description></item>
/// <item><term>negative-price</term><description>has a price below 0 for something that is no fee</description></item>
/// <item><term>unexplained-free-line</term><description>is an invoice line at price 0 without a user: neither a sale nor a gift</description></item>
/// </list>
/// </remarks>
public static class Reasons
{
    /// <summary>An object, a list, or yes or no where text or a number is wanted.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>A required field is empty.</summary>
    public const string MissingValue = "missing-value";

    /// <summary>Bytes that are not UTF-8.</summary>
    public const string BadEncoding = "bad-encoding";

    /// <summary>An id above 256 bytes.</summary>
    public const string LongId = "long-id";

    /// <summary>Not a number, or one that decimal(18,4) cannot hold exactly.</summary>
    public const string BadNumber = "bad-number";

    /// <summary>NaN or an infinity.</summary>
    public const string NotFinite = "not-finite";

    /// <summary>A number outside its field's range.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>Not a time or day, or one whose order of day and month is unknown.</summary>
    public const string BadDate = "bad-date";

    /// <summary>Before 1970.</summary>
    public const string AncientTime = "ancient-time";

    /// <summary>More than two days after now.</summary>
    public const string FutureTime = "future-time";

    /// <summary>Neither yes nor no.</summary>
    public const string BadFlag = "bad-flag";

    /// <summary>A word its field does not know.</summary>
    public const string UnknownWord = "unknown-word";

    /// <summary>A currency that is not three letters.</summary>
    public const string BadCurrency = "bad-currency";

    /// <summary>Another currency than the shop's.</summary>
    public const string ForeignCurrency = "foreign-currency";

    /// <summary>A purchase, return or cart event of nothing or less.</summary>
    public const string BadQuantity = "bad-quantity";

    /// <summary>A price below 0 for something that is no fee.</summary>
    public const string NegativePrice = "negative-price";

    /// <summary>An invoice line at price 0 without a user.</summary>
    public const string UnexplainedFreeLine = "unexplained-free-line";
}
