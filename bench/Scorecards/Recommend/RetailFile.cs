using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Kirana.Data.Csv;
using Kirana.Data.Feedback;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>The purchases of the UCI Online Retail file: known customers, goods, neither cancellations nor returns.</summary>
internal sealed record RetailFile(Interactions Purchases, IReadOnlyDictionary<string, string> Titles, IReadOnlyDictionary<string, double> Prices)
{
    /// <summary>The country of each customer's first purchase.</summary>
    public required IReadOnlyDictionary<string, string> Countries { get; init; }

    /// <summary>Reads the file.</summary>
    public static RetailFile Read(string path)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var lines = new CsvReader(file, path);
        var builder = new InteractionsBuilder();
        var (titles, prices) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, double>(StringComparer.Ordinal));
        var countries = new Dictionary<string, string>(StringComparer.Ordinal);
        while (lines.TryRead())
        {
            var code = Text(1);
            if (!Utf8Parser.TryParse(lines.Field(3), out int quantity, out _) || quantity <= 0 || Text(6) is not { Length: > 0 } customer
                || code.Length < 5 || code.AsSpan(0, 5).ContainsAnyExceptInRange('0', '9') || !Utf8Parser.TryParse(lines.Field(5), out double price, out _) || !(price > 0))
                continue;
            var time = DateTime.Parse(Text(4), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            builder.Add(customer, code, 1, (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
            titles.TryAdd(code, Text(2));
            prices.TryAdd(code, price);
            countries.TryAdd(customer, Text(7));
        }

        return new RetailFile(builder.Build(), titles, prices) { Countries = countries };

        string Text(int column) => Encoding.UTF8.GetString(lines.Field(column));
    }
}
