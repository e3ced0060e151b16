namespace Kirana.Server.Dashboard.Wording;

/// <summary>Addresses of pages, relative to the base, with everything they show. Ids may hold any character.</summary>
internal static class Links
{
    /// <summary>A page with what it shows; parts without a value are left out.</summary>
    /// <param name="page">The page.</param>
    /// <param name="parts">Names and values.</param>
    public static string To(string page, params IEnumerable<(string Name, string? Value)> parts)
    {
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? page : $"{page}?{query}";
    }

    /// <summary>An item's forecast.</summary>
    /// <param name="item">The item's id.</param>
    public static string Forecast(string item) => To("forecasts", ("item", item));

    /// <summary>A customer's list.</summary>
    /// <param name="user">The user's id.</param>
    public static string Recommend(string user) => To("recommendations", ("user", user));
}
