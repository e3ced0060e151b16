using Kirana.Data.Tables;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Platform.Learn;

/// <summary>Customers of a shop: some come back, some do not, for reasons that a model can find.</summary>
internal static class ShopTable
{
    private static readonly string[] s_segments = ["home", "office", "gift", "wholesale"];

    /// <summary>Customers with an id, features, a constant, a class, a number and three tiers.</summary>
    public static Table Of(int rows, ulong seed = 5)
    {
        var random = new RandomStream(seed);
        var customers = new List<(string Id, string Segment, double Orders, double Days, double Basket, bool Again, double Spend, string Tier)>();
        for (var i = 0; i < rows; i++)
        {
            var (segment, orders, days, basket) = (random.Next(4), 1 + random.Next(10), random.Next(200), Math.Round(10 + 40 * random.NextDouble(), 2));
            var pull = 0.4 * orders - 0.03 * days + segment - 1.5;
            var tier = pull > 0.5 ? "gold" : pull > -1.5 ? "silver" : "basic";
            customers.Add(($"C{i:d5}", s_segments[segment], orders, days, basket, random.NextDouble() < 1 / (1 + Math.Exp(-1.5 * pull)), Math.Round(basket * (2 + pull) + random.NextGaussian(), 2), tier));
        }

        var columns = new TableColumns<(string Id, string Segment, double Orders, double Days, double Basket, bool Again, double Spend, string Tier)>()
            .Category("customer", c => c.Id).Category("segment", c => c.Segment).Single("orders", c => (float)c.Orders).Single("days", c => (float)c.Days)
            .Number("basket", c => c.Basket).Category("currency", _ => "INR").Category("again", c => c.Again ? "yes" : "no").Number("spend", c => c.Spend).Category("tier", c => c.Tier);
        return Table.From(customers, columns);
    }

    /// <summary>The table with another column in the place of one, or behind all.</summary>
    public static Table With(this Table table, Column column) => new(table.Columns.Where(own => !string.Equals(own.Name, column.Name, StringComparison.Ordinal)).Append(column));

    /// <summary>The table without some columns.</summary>
    public static Table Without(this Table table, params string[] names) => table.Select(table.Columns.Select(column => column.Name).Except(names, StringComparer.Ordinal));
}
