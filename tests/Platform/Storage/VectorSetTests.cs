using Kirana.Data;
using Kirana.Operate.Shops;
using Kirana.Operate.Vectors;
using Kirana.Storage;
using Kirana.Storage.Folders;
using Microsoft.Data.Sqlite;

namespace Kirana.Tests.Platform.Storage;

/// <summary>Vectors of items are kept whole or not at all; a shop from before there were any opens as it is.</summary>
public sealed class VectorSetTests : IDisposable
{
    private static readonly VectorTable Two = new(["b", "a"], [3, 4, 1, 2], 2);

    private readonly TemporaryFolder _folder = new();

    public VectorSetTests() => EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_set_is_kept_by_name_in_the_order_of_its_ids_and_replaced_whole()
    {
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write))
        {
            Assert.Empty(shop.Vectors.List());
            var set = shop.Vectors.Save("text", "t.npy", Two);
            Assert.Equal((2, 2, "t.npy"), (set.Items, set.Width, set.Source));
            shop.Vectors.Save("picture", "p.npy", new VectorTable(["c"], [5, 6, 7], 3));
        }

        using var again = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write);
        Assert.Equal(["picture", "text"], again.Vectors.List().Select(set => set.Name));
        var text = again.Vectors.Read(again.Vectors.List()[1]);
        Assert.Equal(["a", "b"], text.Ids);
        Assert.Equal([1f, 2, 3, 4], text.Values);
        again.Vectors.Save("text", "t2.npy", new VectorTable(["z"], [9], 1));
        Assert.Equal([9f], again.Vectors.Read(again.Vectors.List()[1]).Values);
        Assert.Equal(2, again.Vectors.List().Count);
        Assert.Empty(again.Verify());
    }

    [Fact]
    public void The_hash_of_the_data_knows_the_vectors_and_not_their_order()
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write);
        var none = shop.Records.DataHash();
        shop.Vectors.Save("text", "t.npy", Two);
        var two = shop.Records.DataHash();
        shop.Vectors.Save("text", "other.npy", new VectorTable(["a", "b"], [1, 2, 3, 4], 2));
        Assert.Equal(two, shop.Records.DataHash());
        shop.Vectors.Save("text", "t.npy", new VectorTable(["a", "b"], [1, 2, 3, 5], 2));
        Assert.NotEqual(two, shop.Records.DataHash());
        Assert.NotEqual(none, two);
        Assert.True(shop.Vectors.Remove("text"));
        Assert.False(shop.Vectors.Remove("text"));
        Assert.Equal(none, shop.Records.DataHash());
    }

    [Fact]
    public void A_backup_holds_them_and_what_no_set_names_goes()
    {
        var file = Path.Combine(_folder.Path, "b.tar.gz");
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write))
        {
            shop.Vectors.Save("text", "t.npy", Two);
            shop.Vectors.Save("text", "t.npy", new VectorTable(["a"], [7], 1));
            shop.Backup(file);
        }

        EmbeddedShop.Open(_folder.Shop, ShopAccess.Write).Dispose();
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Shop, "data", "vectors")));
        var restored = Path.Combine(_folder.Path, "restored");
        EmbeddedShop.Restore(file, restored);
        using var back = EmbeddedShop.Open(restored, ShopAccess.Read);
        Assert.Equal([7f], back.Vectors.Read(back.Vectors.List()[0]).Values);
        Assert.Empty(back.Verify());
    }

    [Fact]
    public void A_changed_or_lost_file_is_found_and_named()
    {
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write))
            shop.Vectors.Save("text", "t.npy", Two);
        var file = Directory.GetFiles(Path.Combine(_folder.Shop, "data", "vectors")).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read))
        {
            Assert.Equal("damaged-vectors", Assert.Single(shop.Verify()).Code);
            Assert.Equal("damaged-vectors", Assert.Throws<DataException>(() => shop.Vectors.Read(shop.Vectors.List()[0])).Code);
        }

        File.Delete(file);
        using var lost = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        var error = Assert.Throws<DataException>(() => lost.Vectors.Read(lost.Vectors.List()[0]));
        Assert.Contains("kirana vectors set text", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vectors-written")]
    [InlineData("vectors-named")]
    public void A_saving_that_ends_in_between_leaves_the_set_as_it_was(string step)
    {
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write))
        {
            shop.Vectors.Save("text", "t.npy", Two);
            var thread = Environment.CurrentManagedThreadId;
            // Other tests go on beside this one.
            Steps.Observer = reached =>
            {
                if (Environment.CurrentManagedThreadId == thread && string.Equals(reached, step, StringComparison.Ordinal))
                    throw new IOException("ended");
            };
            try
            {
                Assert.Throws<DataException>(() => shop.Vectors.Save("text", "t.npy", new VectorTable(["a"], [7], 1)));
            }
            finally
            {
                Steps.Observer = null;
            }

            Assert.Equal([1f, 2, 3, 4], shop.Vectors.Read(shop.Vectors.List()[0]).Values);
        }

        using var again = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write);
        Assert.Equal([1f, 2, 3, 4], again.Vectors.Read(again.Vectors.List()[0]).Values);
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Shop, "data", "vectors")));
        Assert.Empty(again.Verify());
    }

    [Fact]
    public void A_table_that_was_taken_away_is_damage()
    {
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write))
            shop.Vectors.Save("text", "t.npy", Two);
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Shop, "data", "control.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE vectors";
            command.ExecuteNonQuery();
        }

        using var damaged = EmbeddedShop.Open(_folder.Shop, ShopAccess.Read);
        Assert.Equal("damaged-control", Assert.Throws<DataException>(damaged.Vectors.List).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../text")]
    [InlineData("Text")]
    [InlineData("-text")]
    public void A_name_that_is_no_plain_word_is_refused(string name)
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write);
        Assert.Throws<ArgumentException>(() => shop.Vectors.Save(name, "t.npy", Two));
    }

    [Fact]
    public void Tables_join_by_id()
    {
        var joined = Two.With(new VectorTable(["a", "c"], [9, 9, 5, 6], 2));
        Assert.Equal(["b", "a", "c"], joined.Ids);
        Assert.Equal([3f, 4, 9, 9, 5, 6], joined.Values);
    }
}
