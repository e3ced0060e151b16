namespace Kirana.Operate.Shops;

/// <summary>A shop's settings, kept in <c>kirana.json</c>.</summary>
public sealed record ShopSettings
{
    /// <summary>The version of the shop's layout this program writes and reads.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The layout's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The shop's name.</summary>
    public string Name { get; init => field = value ?? field; } = "My shop";

    /// <summary>The currency of every amount that names none, an ISO 4217 code; <c>EUR</c> by default.</summary>
    public string Currency { get; init => field = value ?? field; } = "EUR";

    /// <summary>The IANA time zone of the shop's days and of times without an offset; <c>UTC</c> by default.</summary>
    public string TimeZone { get; init => field = value ?? field; } = "UTC";

    /// <summary>The first day of the week; Monday by default.</summary>
    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    /// <summary>The market whose holidays forecasts follow, such as <c>GB</c>; <see langword="null"/>, the default, for none.</summary>
    public string? Market { get; init; }

    /// <summary>How each source is read, by the source's logical name; written by <c>kirana import</c>, editable by hand.</summary>
    public IReadOnlyDictionary<string, ImportMapping> Sources { get; init => field = value ?? field; } = new Dictionary<string, ImportMapping>(StringComparer.Ordinal);

    /// <summary>Items that are not goods: patterns with <c>*</c> for any text, compared without regard to case.</summary>
    public ItemRules Items { get; init => field = value ?? field; } = new();

    /// <summary>What lists are to bring, as weights; the learnt order alone by default.</summary>
    public ListObjectives Objectives { get; init => field = value ?? field; } = new();

    /// <summary>Whether the learnt order of lists follows what is bought between trainings, by a linear layer; <see langword="true"/> by default.</summary>
    public bool LiveLayer { get; init; } = true;

    /// <summary>The scale of ratings; 1 to 5 by default.</summary>
    public RatingScale Ratings { get; init => field = value ?? field; } = new();
}
