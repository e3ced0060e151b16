using System.Globalization;
using System.Text;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Hosts.Cli.Learn;

/// <summary>A file of customers of whom some buy again, for reasons that a model can find.</summary>
internal static class ShopFile
{
    /// <summary>Writes so many customers as CSV.</summary>
    public static void Write(string path, int rows, ulong seed = 3)
    {
        string[] segments = ["home", "office", "gift", "wholesale"];
        var random = new RandomStream(seed);
        var text = new StringBuilder("customer,segment,orders,days_since_last,avg_basket,buys_again\n");
        for (var i = 0; i < rows; i++)
        {
            var (segment, orders, days, basket) = (random.Next(4), 1 + random.Next(9), random.Next(180), 10 + 40 * random.NextDouble());
            var pull = 0.4 * orders - 0.03 * days + 0.5 * segment;
            text.Append(CultureInfo.InvariantCulture, $"C{i:d5},{segments[segment]},{orders},{days},{basket:0.00},{(random.NextDouble() < 1 / (1 + Math.Exp(-pull)) ? "yes" : "no")}\n");
        }

        File.WriteAllText(path, text.ToString());
    }
}
