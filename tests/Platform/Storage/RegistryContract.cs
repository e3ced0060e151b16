using Kirana.Data.ModelFiles;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;

namespace Kirana.Tests.Platform.Storage;

/// <summary>What every registry keeps its word on.</summary>
public abstract class RegistryContract : IDisposable
{
    protected abstract IShop NewShop();

    protected abstract IShop Reopen(IShop shop);

    public abstract void Dispose();

    internal static ModelVersion Draft(string area) => new(
        area, 0, "test-kind", default, new Dictionary<string, double>(StringComparer.Ordinal) { ["rmsse"] = 0.75, ["bad"] = double.NaN },
        new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal) { ["naive"] = new Dictionary<string, double>(StringComparer.Ordinal) { ["rmsse"] = 1 } },
        "{\"a\":1}", "datahash", "0.1.0", 1.5, 2.5, 100, "", 0);

    internal static ModelWriter Model(int value)
    {
        var model = new ModelWriter("test-kind", 1, 1);
        model.Add("values", [value, value + 1]);
        return model;
    }

    [Fact]
    public void A_published_model_is_kept_and_does_not_serve_until_promoted()
    {
        var shop = NewShop();
        Assert.Empty(shop.Registry.List("forecast"));
        var first = shop.Registry.Publish(Draft("forecast"), Model(10));
        var second = shop.Registry.Publish(Draft("forecast"), Model(20));
        Assert.Equal(1, shop.Registry.Publish(Draft("recommend"), Model(30)).Number);
        Assert.Null(shop.Registry.Current("forecast"));
        shop.Registry.Promote("forecast", 2);
        using var again = Reopen(shop);
        Assert.Equal([2, 1], again.Registry.List("forecast").Select(version => version.Number));
        Assert.Equivalent(second, again.Registry.Current("forecast"));
        Assert.Equivalent(first, again.Registry.List("forecast")[1]);
        using var model = again.Registry.Open(first);
        Assert.Equal([10, 11], model.Ints("values"));
        Assert.Null(again.Registry.Current("recommend"));
    }

    [Fact]
    public void Rolling_back_goes_through_the_history()
    {
        using var shop = NewShop();
        for (var i = 1; i <= 3; i++)
        {
            shop.Registry.Publish(Draft("forecast"), Model(i));
            shop.Registry.Promote("forecast", i);
        }

        Assert.Equal(2, shop.Registry.Rollback("forecast").Number);
        Assert.Equal(1, shop.Registry.Rollback("forecast").Number);
        Assert.Equal(1, shop.Registry.Current("forecast")!.Number);
        Assert.Throws<KeyNotFoundException>(() => shop.Registry.Rollback("forecast"));
        Assert.Throws<KeyNotFoundException>(() => shop.Registry.Promote("forecast", 4));
        Assert.Throws<KeyNotFoundException>(() => shop.Registry.Rollback("recommend"));
        Assert.Equal(1, shop.Registry.Current("forecast")!.Number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../evil")]
    [InlineData("A b")]
    public void An_area_is_a_plain_word(string area)
    {
        using var shop = NewShop();
        Assert.Throws<ArgumentException>(() => shop.Registry.Publish(Draft(area), Model(1)));
    }
}
