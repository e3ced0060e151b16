using Kirana.Operate.Shops;

namespace Kirana.Pipelines.Import;

/// <summary>Brings the sample shop's data, packed with Brotli, into a shop made with the sample shop's settings.</summary>
public static class SampleShop
{
    /// <summary>The source's name in the sample shop's settings.</summary>
    public const string Source = "online-retail";

    /// <summary>Imports the data.</summary>
    /// <param name="shop">A shop with the sample shop's settings.</param>
    /// <param name="packed">The content of <c>online-retail.csv.br</c>, such as an embedded resource; closed afterwards.</param>
    /// <param name="progress">Told after every few thousand lines.</param>
    /// <param name="cancellation">Ends the work; the shop stays as it was.</param>
    /// <exception cref="Data.DataException">The data is damaged.</exception>
    public static ImportResult Import(IShop shop, Stream packed, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default) =>
        ImportJob.Run(shop, new ImportRequest { Stream = packed, Name = "online-retail.csv.br", Source = Source }, progress, cancellation);
}
