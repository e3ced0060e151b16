using System.Text;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Import;

namespace Kirana.Tests.Platform.Pipelines.Import;

/// <summary>Imports of small texts.</summary>
internal static class Csv
{
    /// <summary>A request for the bytes of a text.</summary>
    public static ImportRequest Request(string text, string name = "orders.csv") => new() { Stream = new MemoryStream(Encoding.UTF8.GetBytes(text)), Name = name, Clock = new FixedClock() };

    public static ImportResult Import(this IShop shop, string text, Func<ImportRequest, ImportRequest>? change = null, string name = "orders.csv") =>
        ImportJob.Run(shop, change is null ? Request(text, name) : change(Request(text, name)));

    /// <summary>The first of January 2020.</summary>
    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
