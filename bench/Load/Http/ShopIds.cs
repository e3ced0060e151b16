using System.Text.Json;
using Kirana.Numerics.Random;
using Kirana.Operate.Stores;
using Kirana.Storage;

namespace Kirana.Bench.Load.Http;

/// <summary>The users and items of a shop, drawn at random with a seed.</summary>
internal sealed class ShopIds
{
    private readonly string[] _users;
    private readonly string[] _items;
    private RandomStream _random;

    private ShopIds(string[] users, string[] items, ulong seed)
    {
        _users = users;
        _items = items;
        _random = new RandomStream(seed);
    }

    /// <summary>The shop's users with purchases, and its items with sales.</summary>
    /// <param name="folder">The shop's folder.</param>
    /// <param name="seed">The seed of the drawing.</param>
    public static ShopIds Read(string folder, ulong seed)
    {
        using var shop = EmbeddedShop.Open(folder, ShopAccess.Read);
        var users = shop.Analysis.Interactions(new InteractionQuery()).Users.Ids;
        var items = shop.Analysis.Demand(new DemandQuery()).Select(series => series.Key);
        return new ShopIds([.. users], [.. items], seed);
    }

    /// <summary>A user.</summary>
    public string User() => _users[_random.Next(_users.Length)];

    /// <summary>An item.</summary>
    public string Item() => _items[_random.Next(_items.Length)];

    /// <summary>A share of the whole, 0 to 1.</summary>
    public double Share() => _random.NextDouble();

    /// <summary>An id as JSON.</summary>
    /// <param name="id">The id.</param>
    public static string Json(string id) => $"\"{JsonEncodedText.Encode(id)}\"";
}
