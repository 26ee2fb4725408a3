"""The least that a page of Streamlit can show: one figure."""

import streamlit as st

st.write("6.1 %")
