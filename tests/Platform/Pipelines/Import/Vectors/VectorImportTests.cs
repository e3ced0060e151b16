using System.Text;
using Kirana.Data;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Import;
using Kirana.Pipelines.Import.Vectors;
using Kirana.Storage;
using Kirana.Tests.Platform.Storage;

namespace Kirana.Tests.Platform.Pipelines.Import.Vectors;

public sealed class VectorImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedShop _shop;

    public VectorImportTests()
    {
        _shop = EmbeddedShop.Create(_folder.Shop, new ShopSettings());
        ImportJob.Run(_shop, new ImportRequest { Stream = new MemoryStream("id,title\na,Teapot\nb,Kite\nc,Lamp\n"u8.ToArray()), Kind = "items", Name = "items.csv" });
    }

    public void Dispose()
    {
        _shop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Items_that_the_catalogue_does_not_know_are_kept_and_counted()
    {
        var result = Set("id,x,y\na,1,2\nb,3,4\nz,5,6\n");
        Assert.Equal((3, 1, 1, 3), (result.Rows, result.Unknown, result.Without, result.Set.Items));
        Assert.Equal("v.csv", result.Set.Source);
    }

    [Fact]
    public void A_set_is_replaced_whole_unless_vectors_are_added()
    {
        Set("id,x,y\na,1,2\nb,3,4\n");
        Assert.Equal(3, Set("id,x,y\nb,7,8\nc,5,6\n", add: true).Set.Items);
        var table = _shop.Vectors.Read(_shop.Vectors.List()[0]);
        Assert.Equal([1f, 2, 7, 8, 5, 6], table.Values);
        Assert.Equal("wrong-width", Assert.Throws<DataException>(() => Set("id,x\nb,7\n", add: true)).Code);
        Assert.Equal(1, Set("id,x\nb,7\n").Set.Items);
    }

    [Fact]
    public void A_file_with_a_fault_changes_nothing()
    {
        Set("id,x,y\na,1,2\n");
        Assert.Throws<DataException>(() => Set("id,x,y\na,1,2\nb,1,\n"));
        Assert.Equal(1, _shop.Vectors.List()[0].Items);
    }

    [Fact]
    public void A_name_and_a_file_that_cannot_be_used_are_told()
    {
        Assert.Equal("bad-name", Assert.Throws<DataException>(() => Set("id,x\na,1\n", name: "Two words")).Code);
        Assert.Equal("no-such-file", Assert.Throws<DataException>(() => VectorImport.Run(_shop, new VectorRequest("text", Path.Combine(_folder.Path, "none.npy")))).Code);
    }

    private VectorResult Set(string text, bool add = false, string name = "text")
    {
        var path = Path.Combine(_folder.Path, "v.csv");
        File.WriteAllText(path, text, Encoding.UTF8);
        return VectorImport.Run(_shop, new VectorRequest(name, path) { Add = add });
    }
}
