namespace Kirana.Operate.Records;

/// <summary>What a field holds and how a column stores it.</summary>
public enum FieldType
{
    /// <summary>An opaque UTF-8 id of 1 to 256 bytes, kept as a string.</summary>
    Id,

    /// <summary>Free text, kept as a string.</summary>
    Text,

    /// <summary>One of a few lower-case words, kept as a string.</summary>
    Code,

    /// <summary>A moment, kept as UTC microseconds since 1970.</summary>
    Time,

    /// <summary>A day of the shop's calendar, kept as <see cref="DateOnly.DayNumber"/>.</summary>
    Date,

    /// <summary>An exact decimal(18,4) such as money or a quantity, kept as a whole number of ten-thousandths.</summary>
    Decimal,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Yes or no, kept as 1 or 0.</summary>
    Flag,
}
