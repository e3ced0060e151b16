using Kirana.Data;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Import;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Demo;

/// <summary>Makes the sample shop in a folder, or opens it where it is already.</summary>
internal static class SampleFolder
{
    /// <summary>Opens the sample shop for writing.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="DataException">The folder holds another shop (<c>other-shop</c>).</exception>
    public static EmbeddedShop Open(string folder, TimeProvider clock)
    {
        var settings = Path.Combine(folder, "kirana.json");
        if (!File.Exists(settings))
        {
            EmbeddedShop.Create(folder, new ShopSettings { Name = "Sample shop" }, clock).Dispose();
            var draft = settings + ".new";
            using (var output = File.Create(draft))
            using (var content = Resource("kirana.json"))
                content.CopyTo(output);
            File.Move(draft, settings, overwrite: true);
        }

        var shop = EmbeddedShop.Open(folder, ShopAccess.Write, clock);
        if (shop.Settings.Sources.ContainsKey(SampleShop.Source) && shop.Records.Imports().All(import => import.Source is SampleShop.Source))
            return shop;
        shop.Dispose();
        throw new DataException($"'{folder}' holds another shop than the sample shop.")
        {
            Code = "other-shop", File = settings, Hint = "Name another folder with --shop.",
        };
    }

    /// <summary>The sample shop's data, packed.</summary>
    public static Stream Data() => Resource("online-retail.csv.br");

    private static Stream Resource(string name) =>
        typeof(SampleFolder).Assembly.GetManifestResourceStream($"sample-shop/{name}") ?? throw new InvalidOperationException($"The program was built without '{name}'.");
}
