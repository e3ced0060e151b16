namespace Kirana.Operate.Contracts;

/// <summary>The order of day and month in dates such as 3/4/2011.</summary>
public enum DateOrder
{
    /// <summary>Not known: such dates are refused. Dates that begin with the year are read in any case.</summary>
    Unknown,

    /// <summary>3/4/2011 is the third of April.</summary>
    DayFirst,

    /// <summary>3/4/2011 is the fourth of March.</summary>
    MonthFirst,
}
