using Kirana.Operate.Shops;

namespace Kirana.Operate.Contracts;

/// <summary>How one source writes numbers and times: what the mapping says, with the shop's settings where it says nothing.</summary>
public sealed class FieldFormats
{
    /// <summary>The date format that puts the day first where only the order is in doubt.</summary>
    public const string DayFirst = "day-first";

    /// <summary>The date format that puts the month first where only the order is in doubt.</summary>
    public const string MonthFirst = "month-first";

    private readonly TimePattern? _pattern;
    private readonly DateOrder _order;

    /// <summary>Creates the formats of one source.</summary>
    /// <param name="mapping">The source's mapping.</param>
    /// <param name="settings">The shop's settings.</param>
    /// <exception cref="Data.DataException">The date format, the time zone or the decimal mark cannot be used.</exception>
    public FieldFormats(ImportMapping mapping, ShopSettings settings)
    {
        _order = mapping.DateFormat switch
        {
            DayFirst => DateOrder.DayFirst,
            MonthFirst => DateOrder.MonthFirst,
            _ => DateOrder.Unknown,
        };
        if (_order == DateOrder.Unknown && mapping.DateFormat is { } format)
            _pattern = new TimePattern(format);
        Clock = ShopClock.Of(mapping.TimeZone ?? settings.TimeZone);
        DecimalMark = mapping.Decimal switch
        {
            null or '.' => (byte)'.',
            ',' => (byte)',',
            _ => throw new Data.DataException($"The decimal mark '{mapping.Decimal}' cannot be used.") { Code = "bad-decimal", Hint = "It is . or , ." },
        };
    }

    /// <summary>The clock of times without an offset.</summary>
    public ShopClock Clock { get; }

    /// <summary>The decimal mark, an ASCII character.</summary>
    public byte DecimalMark { get; }

    /// <summary>Whether dates such as 3/4/2011 can be read.</summary>
    public bool KnowsDateOrder => _pattern is not null || _order != DateOrder.Unknown;

    /// <summary>Reads a time.</summary>
    /// <param name="text">The text without surrounding blanks.</param>
    /// <param name="time">The time.</param>
    public bool TryParseTime(ReadOnlySpan<byte> text, out LocalTime time) =>
        _pattern is null ? TimeText.TryParse(text, _order, out time) : _pattern.TryParse(text, out time);

    /// <summary>What a date is expected to look like, for messages.</summary>
    public string Expected => _pattern?.Format ?? (KnowsDateOrder ? "a date, the order of day and month as told" : "a date such as 2011-12-09 08:26:00");
}
