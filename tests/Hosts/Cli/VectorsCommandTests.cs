namespace Kirana.Tests.Hosts.Cli;

public sealed class VectorsCommandTests(TrainedShop shop) : IClassFixture<TrainedShop>
{
    [Fact]
    public void Vectors_are_set_shown_counted_and_removed()
    {
        var file = Path.Combine(shop.Folder, "pictures.csv");
        File.WriteAllText(file, "sku,x,y\nS1,1,0\nS2,0.9,0.1\nS3,0,1\nnone,1,1\n");
        var set = Tool.Run("vectors", "set", "picture", file, "--shop", shop.Folder, "--json").Json();
        Assert.Equal((4, 1), (set.GetProperty("set").GetProperty("items").GetInt32(), set.GetProperty("unknown").GetInt32()));
        Assert.Contains("1 of 4 ids are not in the catalogue", Tool.Run("vectors", "set", "picture", file, "--add", "--shop", shop.Folder).Output);
        Assert.Equal("picture", Tool.Run("vectors", "show", "--shop", shop.Folder, "--json").Json().GetProperty("sets")[0].GetProperty("name").GetString());
        Assert.Contains("picture of 4 items", Tool.Run("status", "--shop", shop.Folder).Output);
        Assert.True(Tool.Run("status", "--shop", shop.Folder, "--json").Json().GetProperty("disk").GetProperty("vector_bytes").GetInt64() > 0);
        Assert.Equal(0, Tool.Run("check", "--shop", shop.Folder).ExitCode);

        File.WriteAllText(file, "sku,x,y\nS1,1,0\nS2,0.9\n");
        var refused = Tool.Run("vectors", "set", "picture", file, "--shop", shop.Folder, "--json");
        Assert.Equal((2, 3L), (refused.ExitCode, refused.Json().GetProperty("error").GetProperty("row").GetInt64()));
        Assert.Equal(2, Tool.Run("vectors", "set", "Picture", file, "--shop", shop.Folder, "--json").ExitCode);
        Assert.Equal(0, Tool.Run("vectors", "remove", "picture", "--shop", shop.Folder).ExitCode);
        Assert.Equal(3, Tool.Run("vectors", "remove", "picture", "--shop", shop.Folder, "--json").ExitCode);
        Assert.Contains("keeps no vectors", Tool.Run("vectors", "show", "--shop", shop.Folder).Output);
    }
}
