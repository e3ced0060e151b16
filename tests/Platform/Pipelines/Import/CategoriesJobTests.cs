using Kirana.Operate.Shops;
using Kirana.Pipelines.Import.Categories;
using Kirana.Storage;
using Kirana.Tests.Platform.Storage;

namespace Kirana.Tests.Platform.Pipelines.Import;

public sealed class CategoriesJobTests : IDisposable
{
    private const string Header = "time,kind,user,item,title,quantity,unit_price\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_products_without_a_category_one_and_repeats_itself_exactly()
    {
        using var shop = EmbeddedShop.Create(_folder.Shop, new ShopSettings { Items = new ItemRules { Fees = ["POST"] } });
        shop.Import(Header + Sales(1));
        shop.Import("sku,category,brand,price\ncup1,imported,b,5\nbag1,,maker,7\n", name: "items.csv");
        Assert.Equal(11, CategoriesJob.Run(shop)!.Added);
        var hash = shop.Records.DataHash();

        var items = shop.Analysis.Catalogue().ToDictionary(item => item.Id, StringComparer.Ordinal);
        Assert.Equal("imported", items["cup1"].Category);
        Assert.Contains("cup", items["cup2"].Category, StringComparison.Ordinal);
        Assert.Equal(items["cup2"].Category, items["cup3"].Category);
        Assert.NotEqual(items["cup2"].Category, items["bag1"].Category);
        Assert.Equal("", items["POST"].Category);

        var again = CategoriesJob.Run(shop)!;
        Assert.Equal((0, 11), (again.Added, again.AlreadyPresent));
        Assert.Equal(hash, shop.Records.DataHash());
    }

    [Fact]
    public void Follows_the_data_when_there_is_more()
    {
        using var shop = EmbeddedShop.Create(_folder.Shop, new ShopSettings());
        shop.Import(Header + Sales(1));
        CategoriesJob.Run(shop);
        shop.Import(Header + Sales(1) + Sales(2) + "2019-05-03,purchase,u,lamp1,DESK LAMP,1,9\n2019-05-03,purchase,u,lamp2,FLOOR LAMP,1,9\n");
        Assert.True(CategoriesJob.Run(shop)!.Added >= 14);
        Assert.Contains("lamp", shop.Analysis.Catalogue().Single(item => item.Id is "lamp1").Category, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_nothing_in_an_empty_shop()
    {
        using var shop = EmbeddedShop.Create(_folder.Shop, new ShopSettings());
        Assert.Null(CategoriesJob.Run(shop));
    }

    private static string Sales(int day) => string.Concat(Enumerable.Range(1, 6).Select(i =>
        $"2019-05-0{day},purchase,u,cup{i},STYLE{(char)('A' + i)} TEA CUP,1,2\n2019-05-0{day},purchase,u,bag{i},STYLE{(char)('A' + i)} LUNCH BAG,1,3\n")) +
        $"2019-05-0{day},purchase,u,POST,TEA CUP POSTAGE,1,4\n";
}
