namespace Kirana.Data.Series;

/// <summary>The regular step of a series.</summary>
public enum Step
{
    /// <summary>Numbered observations without a calendar, as competition files have them.</summary>
    Index,

    /// <summary>Hours.</summary>
    Hour,

    /// <summary>Days of the shop's calendar.</summary>
    Day,

    /// <summary>Weeks, each named by its first day.</summary>
    Week,

    /// <summary>Calendar months.</summary>
    Month,

    /// <summary>Calendar quarters.</summary>
    Quarter,

    /// <summary>Calendar years.</summary>
    Year,
}
