using System.Text.Json.Serialization;

namespace Kirana.Pipelines.Recommend.Capacity;

/// <summary>How large a shop is, or will be.</summary>
/// <param name="Users">Shoppers, at least 100.</param>
/// <param name="Items">Items, at least 100.</param>
/// <param name="EventsPerUser">Purchases of a shopper in the mean, 1 to 1,000.</param>
public sealed record ShopSize(
    [property: JsonPropertyName("users")] int Users,
    [property: JsonPropertyName("items")] int Items,
    [property: JsonPropertyName("events_per_user")] double EventsPerUser)
{
    /// <summary>All purchases.</summary>
    [JsonPropertyName("events")]
    public double Events => Users * EventsPerUser;

    /// <summary>The same shop with fewer shoppers and, in proportion, fewer items, though never below a hundred.</summary>
    /// <param name="users">The shoppers.</param>
    internal ShopSize Shrunk(int users) => users >= Users ? this : this with { Users = users, Items = Math.Clamp((int)((long)Items * users / Users), Math.Min(Items, 100), Items) };

    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    internal void Check()
    {
        if (Users < 100 || Items < 100 || !(EventsPerUser is >= 1 and <= 1000))
            throw new ArgumentException($"A shop has at least 100 shoppers and 100 items, and 1 to 1,000 purchases of a shopper; found {Users:N0}, {Items:N0} and {EventsPerUser}.");
    }
}
