using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Drops the nulls of lists that were read: the type of a list promises that it has none, and System.Text.Json does not check that.</summary>
internal static class ReceivedLists
{
    internal static void DropNulls(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        Func<object, object?>[] lists =
        [
            .. type.Properties
                .Where(property => !property.IsExtensionData && TypeShape.ItemOf(property.PropertyType) is not null)
                .Select(property => property.Get)
                .OfType<Func<object, object?>>(),
        ];
        if (lists.Length > 0)
        {
            type.OnDeserialized += model =>
            {
                foreach (Func<object, object?> list in lists)
                {
                    DropNulls((IList?)list(model));
                }
            };
        }
    }

    private static void DropNulls(IList? list)
    {
        if (list?.Contains(null) == true)
        {
            for (int i = list.Count - 1; i >= 0; i--)
            {
                if (list[i] is null)
                {
                    list.RemoveAt(i);
                }
            }
        }
    }
}
