namespace Kirana.Forecast.Calendars;

/// <summary>A market whose holidays are known by rule.</summary>
public enum Market
{
    /// <summary>Great Britain: the bank holidays of England and Wales.</summary>
    GB,

    /// <summary>United States of America: federal holidays.</summary>
    US,

    /// <summary>Germany: the holidays of all its states.</summary>
    DE,

    /// <summary>France: national holidays.</summary>
    FR,

    /// <summary>India: the three national holidays and the main festivals.</summary>
    IN,

    /// <summary>United Arab Emirates: federal holidays.</summary>
    AE,
}
