using System.Text;
using Kirana.Data;
using Kirana.Data.Feedback;

namespace Kirana.Tests.Foundation.Data.Feedback;

public sealed class UserItemsReaderTests
{
    [Fact]
    public void Reads_items_in_the_order_of_the_line()
    {
        var matrix = UserItemsReader.Read(Bytes("u1 b a  b\r\n\nu2\nu3\tc\nu1 d"), "f.txt");

        Assert.Equal(["u1", "u2", "u3"], matrix.Users.Ids);
        Assert.Equal(["b", "a", "c", "d"], matrix.Items.Ids);
        Assert.Equal([0, 1, 0, 3], matrix.ItemsOf(0));
        Assert.Equal([0, 1, 2, 3], matrix.TimesOf(0));
        Assert.True(matrix.ItemsOf(1).IsEmpty);
        Assert.Equal([2], matrix.ItemsOf(2));
    }

    [Fact]
    public void A_training_and_a_test_file_share_their_maps()
    {
        var (train, test) = UserItemsReader.ReadPair(Bytes("1 10 11\n2 12\n"), "train", Bytes("3 11\n1 13\n"), "test");

        Assert.Same(train.Items, test.Items);
        Assert.Equal((3, 4, 3, 4), (train.UserCount, train.ItemCount, test.UserCount, test.ItemCount));
        Assert.Equal("13", test.Items[test.ItemsOf(0)[0]]);
        Assert.Equal([1], test.ItemsOf(2));
    }

    [Fact]
    public void Damage_names_the_line()
    {
        var fault = Assert.Throws<DataException>(() => UserItemsReader.Read(new MemoryStream([.. "é é é\nu "u8, 0xff]), "f"));
        Assert.Equal(("bad-encoding", 2L), (fault.Code, fault.Row));
        Assert.Equal("empty-file", Assert.Throws<DataException>(() => UserItemsReader.Read(Bytes(" "[..0]), "f")).Code);
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
